// bfloat16 as the upper half of a float, in plain C++ that compilers turn into vector instructions of any processor.
#pragma once
#include <algorithm>
#include <cstdint>
#include <cstring>

inline float wide(uint16_t value) {
    uint32_t bits = uint32_t(value) << 16;
    float result;
    std::memcpy(&result, &bits, 4);
    return result;
}

// To the nearest, ties to even; there is no NaN here.
inline uint16_t narrow(float value) {
    uint32_t bits;
    std::memcpy(&bits, &value, 4);
    return uint16_t((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
}

// exp(x) for x <= 0: 2^n by its bits, 2^f for f in [-0.5, 0.5] by a polynomial (relative error 2e-6).
inline float exponential(float x) {
    const float round = 12582912.f;  // 1.5 * 2^23: adding and taking it away leaves the nearest whole number
    float t = std::max(x, -87.f) * 1.44269504f;
    float n = (t + round) - round;
    float f = t - n;
    float p = 1.3333558e-3f;
    p = p * f + 9.6181291e-3f;
    p = p * f + 5.5504109e-2f;
    p = p * f + 2.4022651e-1f;
    p = p * f + 6.9314718e-1f;
    p = p * f + 1.f;
    int32_t bits = (int32_t(n) + 127) << 23;
    float power;
    std::memcpy(&power, &bits, 4);
    return p * power;
}
