// The world till of wit/shop.wit: a program that prints bills. Its arguments are NAME=CENTS[:TAG] of what is bought.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct { char *bytes; size_t length; } string;
typedef struct { uint32_t is_error_low, is_error_high; void *items; size_t length; uint64_t cents; } total_result;

#define IMPORT(interface, name) __attribute__((import_module("sample:shop/" interface "@0.1.0"), import_name(name)))
#define EXPORT(name) __attribute__((export_name(name)))

IMPORT("goods", "[constructor]basket") uint32_t basket_new(const char *owner, size_t length);
IMPORT("goods", "[method]basket.add")
void basket_add(uint32_t self, const char *name, size_t name_length, uint32_t cents, string *tags, size_t tag_count, uint32_t count);
IMPORT("goods", "[resource-drop]basket") void basket_drop(uint32_t self);
IMPORT("pricing", "total") void pricing_total(uint32_t basket, uint32_t kind, uint32_t first, uint32_t length, uint32_t percent, total_result *result);

EXPORT("cabi_realloc") void *cabi_realloc(void *old, size_t old_size, size_t align, size_t size) {
  (void)old_size;
  (void)align;
  void *result = realloc(old, size);
  if (!result && size) abort();
  return result;
}

// Called here, so that the linker doesn't put a call of it, and one of what ends the program, around every export.
void __wasm_call_ctors(void);

static void print(const char *title, uint32_t basket, uint32_t kind, uint32_t first, uint32_t length, uint32_t percent) {
  total_result result;
  pricing_total(basket, kind, first, length, percent, &result);
  if (result.is_error_low & 0xFF) {
    printf("%s: no bill, %.*s\n", title, (int)result.length, (char *)result.items);
    return;
  }
  printf("%s: %llu cents\n", title, result.cents);
  string *lines = result.items;
  for (size_t i = 0; i < result.length; i++) printf("  %.*s\n", (int)lines[i].length, lines[i].bytes);
}

int main(int argc, char **argv) {
  __wasm_call_ctors();
  const char *owner = "Zoë";
  uint32_t basket = basket_new(owner, strlen(owner));
  for (int i = 1; i < argc; i++) {
    char *cents = strchr(argv[i], '='), *tag = strchr(argv[i], ':');
    if (!cents) return 2;
    if (tag) *tag++ = 0;
    string tags = {tag, tag ? strlen(tag) : 0};
    basket_add(basket, argv[i], cents - argv[i], atoi(cents + 1), &tags, tag != NULL, i);
  }
  print("all of it", basket, 0, 0, 0, 0);
  print("a tenth less", basket, 1, 10, 0, 0);
  print("too much less", basket, 1, 101, 0, 0);
  print("a coupon", basket, 2, 150, 0, 0);
  print("cheap fruit", basket, 3, (uint32_t) "fruit", 5, 50);
  basket_drop(basket);
  return fflush(stdout);
}
