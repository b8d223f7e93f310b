// The guest of the embedding sample: counts primes, and tells the host about each one.
__attribute__((import_module("host"), import_name("found"))) void found(int prime);

__attribute__((export_name("primes"))) int primes(int limit) {
    int count = 0;
    for (int n = 2; n < limit; n++) {
        int divisor = 2;
        while (divisor * divisor <= n && n % divisor != 0) divisor++;
        if (divisor * divisor > n) {
            found(n);
            count++;
        }
    }
    return count;
}
