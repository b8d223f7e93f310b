// The interface goods of wit/shop.wit, with the canonical ABI by hand: no library, memory that only grows.
typedef unsigned int u32;
typedef unsigned char u8;
typedef struct { u8 *bytes; u32 length; } string;
typedef struct { string name; u32 cents; string *tags; u32 tag_count; } item;
typedef struct { item item; u32 count; } line;
typedef struct { string owner; line *lines; u32 count, capacity; } basket;
typedef struct { void *items; u32 count; } list;

#define GOODS "sample:shop/goods@0.1.0"
#define EXPORT(name) __attribute__((export_name(name)))
#define IMPORT(name) __attribute__((import_module("[export]" GOODS), import_name(name)))

IMPORT("[resource-new]basket") u32 basket_new(basket *representation);

extern u8 __heap_base;
static u8 *next = &__heap_base;

EXPORT("cabi_realloc") void *cabi_realloc(void *old, u32 old_size, u32 align, u32 size) {
  next = (u8 *)(((u32)next + align - 1) & -align);
  u8 *result = next;
  next += size;
  u32 pages = ((u32)next + 0xFFFF) >> 16, have = __builtin_wasm_memory_size(0);
  if (pages > have && __builtin_wasm_memory_grow(0, pages - have) == (u32)-1) __builtin_trap();
  for (u32 i = 0; i < old_size && i < size; i++) result[i] = ((volatile u8 *)old)[i];
  return result;
}

EXPORT(GOODS "#[constructor]basket") u32 basket_constructor(u8 *owner, u32 length) {
  basket *made = cabi_realloc(0, 0, 4, sizeof(basket));
  *made = (basket){.owner = {owner, length}};
  return basket_new(made);
}

EXPORT(GOODS "#[dtor]basket") void basket_destructor(basket *self) { self->count = 0; }

EXPORT(GOODS "#[method]basket.owner") string *basket_owner(basket *self) { return &self->owner; }

EXPORT(GOODS "#[method]basket.add") void basket_add(
    basket *self, u8 *name, u32 name_length, u32 cents, string *tags, u32 tag_count, u32 count) {
  if (self->count == self->capacity) {
    u32 capacity = self->capacity * 2 + 1;
    self->lines = cabi_realloc(self->lines, self->capacity * sizeof(line), 4, capacity * sizeof(line));
    self->capacity = capacity;
  }
  self->lines[self->count++] = (line){{{name, name_length}, cents, tags, tag_count}, count};
}

EXPORT(GOODS "#[method]basket.items") list *basket_items(basket *self) {
  static list result;
  result = (list){self->lines, self->count};
  return &result;
}
