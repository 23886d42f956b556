package io.filterfit.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.filterfit.spec.CompressionSpec;
import io.filterfit.spec.Target;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeadlineTest {

    @Test
    void saysWhetherTheTargetWasMet() {
        Headline met = Headline.of(withTarget(new Target.FlopsReduction(0.5)));
        Headline missed = Headline.of(withTarget(new Target.ParameterReduction(0.49)));

        assertThat(met.targetMet()).isTrue();
        assertThat(met.target()).isEqualTo("Operations removed: asked for 50.0%, reached 51.2%");
        assertThat(missed.targetMet()).isFalse();
        assertThat(missed.target()).isEqualTo("Parameters removed: asked for 49.0%, reached 48.1%");
    }

    @Test
    void countsFiltersInTheGroupsThatLostSome() {
        // 8 of 16 and 14 of 32 stayed; the third group kept all.
        assertThat(Headline.of(withTarget(new Target.FilterRatio(0.5))).target())
                .isEqualTo("Filters removed: asked for 50.0%, reached 54.2%");
    }

    @Test
    void whatWasMeasuredIsThatOfTheLastNetworkThatMetTheTarget() {
        List<RoundReport> searched = List.of(SampleReports.searched());

        assertThat(Headline.of(withTarget(Target.AccuracyDrop.of(0.01), searched))
                        .target())
                .isEqualTo("Validation accuracy lost to the cut: allowed 1.00 points, lost 0.80 points");
        assertThat(Headline.of(withTarget(Target.AccuracyDrop.of(0.01), searched))
                        .targetMet())
                .isTrue();
        assertThat(Headline.of(withTarget(Target.LatencyReduction.of(0.3), searched))
                        .targetMet())
                .isFalse();
    }

    private static CompressionReport withTarget(Target target) {
        return withTarget(target, SampleReports.full().rounds());
    }

    private static CompressionReport withTarget(Target target, List<RoundReport> rounds) {
        CompressionReport full = SampleReports.full();
        CompressionSpec spec = full.spec();
        return SampleReports.report(spec.with().target(target).build(), null, null, rounds);
    }
}
