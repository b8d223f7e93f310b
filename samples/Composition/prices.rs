//! The interface pricing of wit/shop.wit, with the canonical ABI by hand.

use std::alloc::{alloc, handle_alloc_error, realloc, Layout};

#[repr(C)]
struct Item {
    name: RawList<u8>,
    cents: u32,
    tags: RawList<RawList<u8>>,
}

#[repr(C)]
struct Line {
    item: Item,
    count: u32,
}

/// A list or string that the caller made for us.
#[repr(C)]
struct RawList<T> {
    items: *mut T,
    length: usize,
}

impl<T> RawList<T> {
    const EMPTY: Self = RawList { items: std::ptr::null_mut(), length: 0 };

    fn into_vec(self) -> Vec<T> {
        if self.length == 0 {
            return Vec::new();
        }
        // Made by cabi_realloc with just this size.
        unsafe { Vec::from_raw_parts(self.items, self.length, self.length) }
    }

    fn of(items: Vec<T>) -> Self {
        let items = Box::leak(items.into_boxed_slice());
        RawList { items: items.as_mut_ptr(), length: items.len() }
    }
}

impl RawList<u8> {
    fn into_string(self) -> String {
        String::from_utf8(self.into_vec()).unwrap()
    }
}

#[link(wasm_import_module = "sample:shop/goods@0.1.0")]
extern "C" {
    #[link_name = "[method]basket.items"]
    fn basket_items(basket: u32, result: *mut RawList<Line>);
    #[link_name = "[method]basket.owner"]
    fn basket_owner(basket: u32, result: *mut RawList<u8>);
    #[link_name = "[resource-drop]basket"]
    fn basket_drop(basket: u32);
}

enum Discount {
    None,
    Percent(u8),
    Off(u32),
    OnTag(String, u8),
}

struct Bill {
    lines: Vec<String>,
    cents: u64,
}

fn total(basket: u32, discount: Discount) -> Result<Bill, String> {
    let (mut items, mut owner) = (RawList::EMPTY, RawList::EMPTY);
    unsafe {
        basket_items(basket, &mut items);
        basket_owner(basket, &mut owner);
    }
    let owner = owner.into_string();
    let mut bill = Bill { lines: vec![format!("for {owner}")], cents: 0 };
    for Line { item, count } in items.into_vec() {
        let name = item.name.into_string();
        let tags: Vec<String> = item.tags.into_vec().into_iter().map(RawList::into_string).collect();
        let mut cents = u64::from(item.cents) * u64::from(count);
        if let Discount::OnTag(tag, percent) = &discount {
            if tags.contains(tag) {
                cents -= cents * u64::from(*percent) / 100;
            }
        }
        bill.lines.push(format!("{count} × {name} [{}]: {cents}", tags.join(", ")));
        bill.cents += cents;
    }
    if bill.cents == 0 {
        return Err(format!("{owner} buys nothing"));
    }
    bill.cents = match discount {
        Discount::Percent(percent) if percent > 100 => return Err(format!("{percent} % is too much")),
        Discount::Percent(percent) => bill.cents - bill.cents * u64::from(percent) / 100,
        Discount::Off(cents) => bill.cents.saturating_sub(u64::from(cents)),
        Discount::None | Discount::OnTag(..) => bill.cents,
    };
    Ok(bill)
}

#[repr(C)]
struct TotalResult {
    is_error: u64,
    text_or_lines: [usize; 2],
    cents: u64,
}

#[export_name = "sample:shop/pricing@0.1.0#total"]
extern "C" fn export_total(basket: u32, kind: u32, first: usize, length: usize, percent: u32) -> *mut TotalResult {
    let discount = match kind {
        0 => Discount::None,
        1 => Discount::Percent(first as u8),
        2 => Discount::Off(first as u32),
        _ => Discount::OnTag(RawList { items: first as *mut u8, length }.into_string(), percent as u8),
    };
    let result = total(basket, discount);
    // What was lent goes back before the call ends.
    unsafe { basket_drop(basket) };
    Box::leak(Box::new(match result {
        Ok(bill) => {
            let lines = RawList::of(bill.lines.into_iter().map(|line| RawList::of(line.into_bytes())).collect());
            TotalResult { is_error: 0, text_or_lines: [lines.items as usize, lines.length], cents: bill.cents }
        }
        Err(text) => {
            let text = RawList::of(text.into_bytes());
            TotalResult { is_error: 1, text_or_lines: [text.items as usize, text.length], cents: 0 }
        }
    }))
}

#[export_name = "cabi_post_sample:shop/pricing@0.1.0#total"]
extern "C" fn post_total(result: *mut TotalResult) {
    let result = unsafe { Box::from_raw(result) };
    let [items, length] = result.text_or_lines;
    if result.is_error != 0 {
        RawList { items: items as *mut u8, length }.into_vec();
    } else {
        RawList { items: items as *mut RawList<u8>, length }.into_vec().into_iter().for_each(|line| drop(line.into_vec()));
    }
}

#[export_name = "cabi_realloc"]
unsafe extern "C" fn cabi_realloc(old: *mut u8, old_size: usize, align: usize, size: usize) -> *mut u8 {
    if size == 0 {
        return align as *mut u8;
    }
    let layout = Layout::from_size_align_unchecked(size, align);
    let result = if old_size == 0 { alloc(layout) } else { realloc(old, Layout::from_size_align_unchecked(old_size, align), size) };
    if result.is_null() {
        handle_alloc_error(layout);
    }
    result
}
