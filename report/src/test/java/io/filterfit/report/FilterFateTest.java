package io.filterfit.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.filterfit.norm.FilterSet;
import io.filterfit.spec.Criterion;
import io.filterfit.spec.Criterion.DistributionFitting;
import io.filterfit.spec.Norm;
import java.util.List;
import org.junit.jupiter.api.Test;

class FilterFateTest {

    private final FilterSet filters =
            new FilterSet("layer", 4, 1, new float[] {4, 1, 3, 2}, new boolean[] {false, true, false, false});

    @Test
    void namesTheSlotThatAFilterStandsForOrLostTo() {
        assertThat(fates(DistributionFitting.plain(), 2))
                .containsExactly(
                        "1 goes: slot 1 of 2 is filled by filter 3",
                        "3 stays: stands for slot 1 of 2",
                        "2 goes: slot 2 of 2 is filled by filter 0",
                        "0 stays: stands for slot 2 of 2");
    }

    @Test
    void saysThatADeadFilterWentFirst() {
        assertThat(fates(new DistributionFitting(Norm.L2, 0, true, 0), 2))
                .contains("1 goes: constant output, went first", "0 stays: stands for slot 2 of 2");
    }

    @Test
    void saysThatARedundantFilterHasATwin() {
        // One weight each: all filters point the same way.
        assertThat(fates(new DistributionFitting(Norm.L2, 0.1, false, 0), 2))
                .contains("1 goes: slot 1 of 2 is filled by filter 3; has a near twin");
    }

    @Test
    void saysWhatTheClassicCriteriaSay() {
        assertThat(fates(new Criterion.L1Norm(), 1))
                .contains("0 stays: among the 1 of largest L1 norm", "2 goes: not among the 1 of largest L1 norm");
        assertThat(fates(new Criterion.GeometricMedian(), 2))
                .anyMatch(fate -> fate.contains("near the geometric median"));
        assertThat(fates(new Criterion.Random(), 2)).anyMatch(fate -> fate.endsWith("drawn at random"));
    }

    @Test
    void saysThatNothingWasCut() {
        assertThat(fates(new Criterion.L2Norm(), 4)).allMatch(fate -> fate.endsWith("all filters of the group stay"));
    }

    private List<String> fates(Criterion criterion, int k) {
        return FilterFate.of(SampleReports.group(filters, k, criterion), criterion).stream()
                .map(fate -> fate.filter() + (fate.stays() ? " stays: " : " goes: ") + fate.reason())
                .toList();
    }
}
