// Label-smoothed cross-entropy (Szegedy et al. 2016) of rows of logits, whose gradient replaces them: a row is read
// while it is in the cache, and no probabilities are kept.
#include <cmath>
#include "bfloat16.h"

// logits (rows, classes) become the gradient of `scale` times the summed loss. sums: smoothed loss, plain loss.
extern "C" void cross_entropy(uint16_t* logits, const int64_t* targets, int64_t rows, int64_t classes, double smoothing,
                              double scale, double* sums, int threads) {
    double loss = 0, plain = 0;
#pragma omp parallel for num_threads(threads) reduction(+ : loss, plain)
    for (int64_t row = 0; row < rows; row++) {
        uint16_t* z = logits + row * classes;
        float largest = -INFINITY, sum = 0, mass = 0;
#pragma omp simd reduction(max : largest) reduction(+ : sum)
        for (int64_t i = 0; i < classes; i++) {
            float value = wide(z[i]);
            largest = std::max(largest, value);
            sum += value;
        }
#pragma omp simd reduction(+ : mass)
        for (int64_t i = 0; i < classes; i++) mass += exponential(wide(z[i]) - largest);
        float normalizer = largest + std::log(mass);
        float right = wide(z[targets[row]]);
        plain += normalizer - right;
        loss += (1 - smoothing) * (normalizer - right) + smoothing * (normalizer - double(sum) / classes);
        float factor = float(scale), uniform = float(scale * smoothing / classes);
#pragma omp simd
        for (int64_t i = 0; i < classes; i++) z[i] = narrow(exponential(wide(z[i]) - normalizer) * factor - uniform);
        z[targets[row]] = narrow(float(scale * (std::exp(double(right) - normalizer) - smoothing / classes - (1 - smoothing))));
    }
    sums[0] = loss;
    sums[1] = plain;
}
