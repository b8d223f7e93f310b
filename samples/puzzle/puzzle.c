// Solves the sliding puzzle of two rows and five columns: nine tiles and a hole. To know the shortest way from anywhere it looks at
// all 1,814,400 positions first. With `caisson snapshot` that is done once, not at every start.

#include <stdio.h>
#include <string.h>

enum { COLUMNS = 5, CELLS = 10, TILES = 9, ORDERS = 362880 / 2 };

// The place of the hole, and the order of the tiles around it. Of two orders that differ in the last two tiles one can't be reached.
typedef struct { int hole; char tiles[TILES]; } Position;

// Moves to the end plus one; zero before the positions are looked at.
static unsigned char distances[CELLS * ORDERS];

static const Position solved = { CELLS - 1, { 0, 1, 2, 3, 4, 5, 6, 7, 8 } };

static int is_odd(const char *tiles) {
  int odd = 0;
  for (int i = 0; i < TILES; i++)
    for (int j = i + 1; j < TILES; j++) odd ^= tiles[i] > tiles[j];
  return odd;
}

// A move to the side leaves the order of the tiles alone, one up or down takes a tile past four others: odd orders are never reached.
static unsigned char *distance(const Position *position) {
  int order = 0;
  for (int i = 0; i < TILES; i++) {
    int smaller = 0;
    for (int j = i + 1; j < TILES; j++) smaller += position->tiles[j] < position->tiles[i];
    order = order * (TILES - i) + smaller;
  }
  return &distances[position->hole * ORDERS + order / 2];
}

static Position position_at(int index) {
  Position position = { index / ORDERS, { 0 } };
  int order = index % ORDERS * 2, digits[TILES];
  for (int i = TILES - 1; i >= 0; i--) {
    digits[i] = order % (TILES - i);
    order /= TILES - i;
  }
  char left[TILES];
  memcpy(left, solved.tiles, TILES);
  for (int i = 0; i < TILES; i++) {
    position.tiles[i] = left[digits[i]];
    memmove(left + digits[i], left + digits[i] + 1, TILES - i - digits[i] - 1);
  }
  if (is_odd(position.tiles)) {
    char last = position.tiles[TILES - 1];
    position.tiles[TILES - 1] = position.tiles[TILES - 2];
    position.tiles[TILES - 2] = last;
  }
  return position;
}

// Moves the hole; returns 0 at the edge.
static int move(const Position *from, int direction, Position *to) {
  static const int steps[] = { -1, 1, -COLUMNS, COLUMNS };
  int hole = from->hole + steps[direction];
  if (hole < 0 || hole >= CELLS) return 0;
  if (direction < 2 && hole / COLUMNS != from->hole / COLUMNS) return 0;
  *to = *from;
  to->hole = hole;
  if (direction == 2) {
    char tile = from->tiles[hole];
    memmove(to->tiles + hole, from->tiles + hole + 1, COLUMNS - 1);
    to->tiles[hole + COLUMNS - 1] = tile;
  } else if (direction == 3) {
    char tile = from->tiles[hole - 1];
    memmove(to->tiles + from->hole + 1, from->tiles + from->hole, COLUMNS - 1);
    to->tiles[from->hole] = tile;
  }
  return 1;
}

__attribute__((export_name("wizer.initialize"))) void look_at_all_positions(void) {
  *distance(&solved) = 1;
  int found = 1;
  for (int moves = 1; found; moves++) {
    found = 0;
    for (int i = 0; i < CELLS * ORDERS; i++) {
      if (distances[i] != moves) continue;
      Position from = position_at(i), to;
      for (int direction = 0; direction < 4; direction++) {
        if (!move(&from, direction, &to)) continue;
        unsigned char *reached = distance(&to);
        if (*reached) continue;
        *reached = moves + 1;
        found = 1;
      }
    }
  }
}

static int parse(const char *text, Position *position) {
  if (strlen(text) != CELLS) return 0;
  int seen = 0, count = 0;
  for (int i = 0; i < CELLS; i++) {
    if (text[i] < '0' || text[i] > '9') return 0;
    seen |= 1 << (text[i] - '0');
    if (text[i] == '0') position->hole = i;
    else if (count < TILES) position->tiles[count++] = text[i] - '1';
  }
  return seen == 1023;
}

int main(int argc, char **argv) {
  if (!*distance(&solved)) look_at_all_positions();

  Position position;
  if (argc != 2 || !parse(argv[1], &position)) {
    fprintf(stderr, "usage: puzzle POSITION, such as 5123467890: the upper row, then the lower one, with 0 for the hole\n");
    return 2;
  }
  if (is_odd(position.tiles)) {
    printf("can't be solved\n");
    return 1;
  }

  int moves = *distance(&position) - 1;
  printf("%d moves:", moves);
  while (moves > 0) {
    for (int direction = 0; direction < 4; direction++) {
      Position next;
      if (!move(&position, direction, &next) || *distance(&next) != moves) continue;
      int place = next.hole - (next.hole > position.hole);
      printf(" %d", (direction < 2 ? position.tiles[place] : direction == 2 ? position.tiles[next.hole] : position.tiles[next.hole - 1]) + 1);
      position = next;
      moves--;
      break;
    }
  }
  printf("\n");
  return 0;
}
