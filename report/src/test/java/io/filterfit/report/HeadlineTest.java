package io.filterfit.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.filterfit.spec.CompressionSpec;
import io.filterfit.spec.Target;
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

    private static CompressionReport withTarget(Target target) {
        CompressionReport full = SampleReports.full();
        CompressionSpec spec = full.spec();
        return SampleReports.report(
                new CompressionSpec(
                        spec.dataset(),
                        target,
                        spec.criterion(),
                        spec.scope(),
                        spec.rounds(),
                        spec.minimumFilters(),
                        spec.channelMultiple(),
                        spec.reconstruct(),
                        spec.training(),
                        spec.seed()),
                null,
                null,
                full.rounds());
    }
}
