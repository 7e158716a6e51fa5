// layer_norm(x + mask * y): residual, dropout and post-norm in one pass over memory, forward and backward. All arrays
// are bfloat16 of shape (rows, width) but for the statistics (rows, 2): mean and reciprocal deviation, float32.
#include <cmath>
#include "bfloat16.h"

// mask may be null: no dropout. Writes the result, and the sum x + mask * y and its statistics for the way back.
extern "C" void add_norm(const uint16_t* x, const uint16_t* y, const uint16_t* mask, const uint16_t* weight,
                         const uint16_t* bias, int64_t rows, int64_t width, double epsilon, uint16_t* result,
                         uint16_t* total, float* statistics, int threads) {
#pragma omp parallel for num_threads(threads)
    for (int64_t row = 0; row < rows; row++) {
        int64_t at = row * width;
        float sum = 0, squares = 0;
        if (mask) {
#pragma omp simd
            for (int64_t i = at; i < at + width; i++) total[i] = narrow(wide(x[i]) + wide(mask[i]) * wide(y[i]));
        } else {
#pragma omp simd
            for (int64_t i = at; i < at + width; i++) total[i] = narrow(wide(x[i]) + wide(y[i]));
        }
#pragma omp simd reduction(+ : sum, squares)
        for (int64_t i = at; i < at + width; i++) {
            float value = wide(total[i]);
            sum += value;
            squares += value * value;
        }
        float mean = sum / width, variance = std::max(squares / width - mean * mean, 0.f);
        float scale = 1 / std::sqrt(variance + float(epsilon));
        statistics[2 * row] = mean;
        statistics[2 * row + 1] = scale;
#pragma omp simd
        for (int64_t i = 0; i < width; i++)
            result[at + i] = narrow((wide(total[at + i]) - mean) * scale * wide(weight[i]) + wide(bias[i]));
    }
}

// Gradients of x and y (the same array where there is no mask), and of weight and bias: one float32 row of 2 * width
// for each thread, to be summed.
extern "C" void add_norm_backward(const uint16_t* gradient, const uint16_t* total, const float* statistics,
                                  const uint16_t* mask, const uint16_t* weight, int64_t rows, int64_t width,
                                  uint16_t* of_x, uint16_t* of_y, float* of_parameters, int threads) {
    int64_t share = (rows + threads - 1) / threads;
#pragma omp parallel for num_threads(threads)
    for (int thread = 0; thread < threads; thread++) {
        float* of_weight = of_parameters + thread * 2 * width;
        float* of_bias = of_weight + width;
        for (int64_t row = thread * share; row < std::min(rows, (thread + 1) * share); row++) {
            int64_t at = row * width;
            float mean = statistics[2 * row], scale = statistics[2 * row + 1], sum = 0, product = 0;
#pragma omp simd reduction(+ : sum, product)
            for (int64_t i = 0; i < width; i++) {
                float g = wide(gradient[at + i]), normed = (wide(total[at + i]) - mean) * scale;
                float weighted = g * wide(weight[i]);
                sum += weighted;
                product += weighted * normed;
                of_weight[i] += g * normed;
                of_bias[i] += g;
            }
            sum /= width;
            product /= width;
#pragma omp simd
            for (int64_t i = 0; i < width; i++) {
                float normed = (wide(total[at + i]) - mean) * scale;
                float value = scale * (wide(gradient[at + i]) * wide(weight[i]) - sum - normed * product);
                of_x[at + i] = narrow(value);
                if (mask) of_y[at + i] = narrow(value * wide(mask[at + i]));
            }
        }
    }
}
