package io.filterfit.model;

/** IEEE 754's numbers of 16 bits. */
public final class Binary16 {

    private Binary16() {}

    public static float toFloat(short bits) {
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        float magnitude;
        if (exponent == 0x1f) {
            magnitude = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
        } else {
            magnitude = exponent == 0
                    ? Math.scalb((float) fraction, -24)
                    : Math.scalb((float) (fraction | 0x400), exponent - 25);
        }
        return bits < 0 ? -magnitude : magnitude;
    }
}
