package io.filterfit.report;

import static io.filterfit.report.SampleReports.layer;
import static org.assertj.core.api.Assertions.assertThat;

import io.filterfit.evaluation.LayerSpeedUp.Cause;
import io.filterfit.evaluation.SpeedUp;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpeedViewTest {

    private static final SpeedUp TOO_LITTLE = new SpeedUp(
            64,
            2,
            1.3,
            16,
            List.of(
                    layer("stem.conv", 16, 16, 2, 2, 1, Cause.UNCUT),
                    layer("conv1", 16, 9, 10, 9, 4, Cause.PARTLY_FILLED_VECTORS),
                    layer("conv2", 32, 16, 12, 6, -0.5, null),
                    layer("pool", 32, 32, 0.4, 0.4, 0.2, Cause.MEMORY)),
            null);

    @Test
    void saysWhatIsKeptWhereItIsEnough() {
        SpeedUp enough = new SpeedUp(64, 2, 1.7, 16, TOO_LITTLE.layers(), null);

        assertThat(SpeedView.of(enough).sentence())
                .isEqualTo("FLOPs down 2.00\u00d7, time at batch 64 down 1.70\u00d7: 85.0% of it kept.");
        assertThat(SpeedView.of(enough).rows()).noneMatch(SpeedView.Row::holdsBack);
    }

    @Test
    void namesThoseThatLoseMostWhereItIsNot() {
        assertThat(SpeedView.of(TOO_LITTLE).sentence())
                .isEqualTo("FLOPs down 2.00\u00d7, time at batch 64 down 1.30\u00d7: 65.0% of it kept, held back by "
                        + "conv1 (9 of 16 filters, computed 16 at a time; 76.9% of the time lost); "
                        + "stem.conv (nothing of it was cut; 19.2% of the time lost).");
    }

    @Test
    void marksThoseThatItNames() {
        assertThat(SpeedView.of(TOO_LITTLE).rows())
                .filteredOn(SpeedView.Row::holdsBack)
                .extracting(SpeedView.Row::layer)
                .containsExactly("stem.conv", "conv1");
    }

    @Test
    void saysWhyLayersWereNotMeasured() {
        SpeedUp unknown = new SpeedUp(64, 2, 1.3, 0, List.of(), "it is on a GPU");

        assertThat(SpeedView.of(unknown).sentence())
                .endsWith(
                        "65.0% of it kept. Which layers hold it back is not known: the network does not run compiled: "
                                + "it is on a GPU.");
        assertThat(SpeedView.of(unknown).rows()).isEmpty();
    }

    @Test
    void isNothingWhereNothingWasMeasured() {
        assertThat(SpeedView.of(null)).isNull();
    }
}
