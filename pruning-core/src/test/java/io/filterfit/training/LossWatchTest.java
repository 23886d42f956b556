package io.filterfit.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LossWatchTest {

    private static final int CLASSES = 10;

    private static Optional<String> problemAfter(double... losses) {
        return problemAfter(new LossWatch(Math.log(CLASSES)), losses);
    }

    private static Optional<String> problemAfter(LossWatch watch, double... losses) {
        return problemAfter(watch, DoubleStream.of(losses).boxed().toList());
    }

    private static Optional<String> problemAfter(LossWatch watch, List<Double> losses) {
        Optional<String> problem = Optional.empty();
        for (double loss : losses) {
            problem = watch.problemWith(loss);
        }
        return problem;
    }

    private static double[] repeated(double loss, int times) {
        return DoubleStream.generate(() -> loss).limit(times).toArray();
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void aLossThatIsNoFiniteNumberIsSeenAtOnce(double loss) {
        assertThat(problemAfter(loss)).isPresent();
    }

    @Test
    void aLossThatStaysFarAboveWhatIsUsualIsSeen() {
        LossWatch watch = new LossWatch(Math.log(CLASSES));
        problemAfter(watch, repeated(0.5, 40));

        assertThat(problemAfter(watch, 30, 30)).isEmpty();
        assertThat(problemAfter(watch, 30)).isPresent();
    }

    @Test
    void aLossThatGrowsStepByStepIsSeen() {
        double[] growing =
                DoubleStream.iterate(2.3, loss -> loss * 1.2).limit(30).toArray();

        assertThat(problemAfter(growing)).isPresent();
    }

    @Test
    void oneBadBatchIsNoExplosion() {
        LossWatch watch = new LossWatch(Math.log(CLASSES));
        problemAfter(watch, repeated(0.5, 40));

        assertThat(problemAfter(watch, 1000, 0.5, 1000)).isEmpty();
    }

    @Test
    void aNetworkThatBeginsFarAboveGuessingIsNoExplosion() {
        assertThat(problemAfter(repeated(100, 60))).isEmpty();
    }

    @Property
    void lossesUpToFiveTimesThatOfGuessingAreNeverAnExplosion(
            @ForAll @Size(max = 120) List<@DoubleRange(min = 0, max = 11.5) Double> losses) {
        assertThat(problemAfter(new LossWatch(Math.log(CLASSES)), losses)).isEmpty();
    }

    @Property
    void whatItGoesByIsAllThatItRemembers(
            @ForAll @Size(max = 80) List<@DoubleRange(min = 0, max = 100) Double> losses,
            @ForAll @IntRange(min = 1, max = 5) int more) {
        LossWatch watch = new LossWatch(Math.log(CLASSES));
        problemAfter(watch, losses);
        LossWatch restored = new LossWatch(Math.log(CLASSES));
        restored.restore(watch.recent());

        assertThat(problemAfter(restored, repeated(60, more))).isEqualTo(problemAfter(watch, repeated(60, more)));
    }
}
