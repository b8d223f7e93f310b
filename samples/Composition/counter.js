import { Basket } from 'sample:shop/goods@0.1.0';
import { total } from 'sample:shop/pricing@0.1.0';

export function sell(owner, names) {
  const basket = new Basket(owner);
  names.forEach((name, index) => basket.add({ name, cents: 100 * (index + 1), tags: name.endsWith('s') ? ['many'] : [] }, 2));
  try {
    const bill = total(basket, { tag: 'on-tag', val: ['many', 25] });
    return [...bill.lines, `${bill.cents} cents for ${basket.items().length} kinds`];
  } catch (error) {
    return [error.payload];
  }
}
