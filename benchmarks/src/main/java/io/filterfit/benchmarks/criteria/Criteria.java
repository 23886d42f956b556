package io.filterfit.benchmarks.criteria;

import io.filterfit.spec.Criterion;
import io.filterfit.spec.Norm;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** Names of criteria with their options. */
final class Criteria {

    private Criteria() {}

    /** For files and commands, for instance {@code distribution-fitting-living}. */
    static String code(Criterion criterion) {
        if (!(criterion instanceof Criterion.DistributionFitting fitting)) {
            return criterion.name();
        }
        return fitting.name()
                + (fitting.norm() == Norm.L1 ? "-l1" : "")
                + (fitting.livingOnly() ? "-living" : "")
                + (fitting.normExponent() > 0 ? "-q" + number(fitting.normExponent()) : "")
                + (fitting.redundancyWeight() > 0 ? "-lambda" + number(fitting.redundancyWeight()) : "");
    }

    /** For tables, for instance {@code distribution fitting, living filters}. */
    static String label(Criterion criterion) {
        if (!(criterion instanceof Criterion.DistributionFitting fitting)) {
            return criterion.name().replace('-', ' ');
        }
        return "distribution fitting"
                + (fitting.norm() == Norm.L1 ? ", L1 norms" : "")
                + (fitting.livingOnly() ? ", living filters" : "")
                + (fitting.normExponent() > 0 ? ", q = " + number(fitting.normExponent()) : "")
                + (fitting.redundancyWeight() > 0 ? ", lambda = " + number(fitting.redundancyWeight()) : "");
    }

    private static String number(double value) {
        return new DecimalFormat("0.####", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(value);
    }
}
