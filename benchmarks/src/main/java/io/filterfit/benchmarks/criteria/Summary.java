package io.filterfit.benchmarks.criteria;

import java.util.Collection;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/**
 * Of one number over seeds.
 *
 * @param deviation sample standard deviation; not a number for fewer than two
 */
record Summary(long count, double mean, double deviation) {

    static <T> Summary of(Collection<T> of, ToDoubleFunction<T> number) {
        SummaryStatistics statistics = new SummaryStatistics();
        of.stream().mapToDouble(number).forEach(statistics::addValue);
        return new Summary(
                statistics.getN(),
                statistics.getMean(),
                statistics.getN() < 2 ? Double.NaN : statistics.getStandardDeviation());
    }

    /** A share as percentage, with two decimals, for instance {@code 81.20 ± 0.35}; a dash for none. */
    String percent() {
        if (count == 0) {
            return "–";
        }
        return String.format(Locale.ROOT, "%.2f", 100 * mean)
                + (Double.isNaN(deviation) ? "" : String.format(Locale.ROOT, " ± %.2f", 100 * deviation));
    }
}
