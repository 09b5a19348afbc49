/* Adler-32 of its payload, whatever that is: cc -O2 -o checksum checksum.c */
#include <stdint.h>
#include <stdio.h>

int main(void) {
  uint32_t a = 1, b = 0;
  for (int c = getchar(); c != EOF; c = getchar()) {
    a = (a + (uint32_t)c) % 65521;
    b = (b + a) % 65521;
  }
  if (ferror(stdin)) {
    perror("standard input");
    return 74; /* EX_IOERR: worth another attempt */
  }
  return printf("\"%08x\"", b << 16 | a) == 10 ? 0 : 74;
}
