package io.filterfit.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class ArrayViewsTest {

    @Test
    void theLastPartOfAPartOfALargerArrayIsThere() {
        INDArray parameters = Nd4j.arange(91);
        INDArray kernel = parameters.get(NDArrayIndex.interval(28, 91)).reshape('c', 7, 1, 3, 3);

        INDArray filter = ArrayViews.slice(kernel, 0, 6, 7);

        assertThat(filter.shape()).containsExactly(1, 1, 3, 3);
        assertThat(filter.getDouble(0, 0, 1, 2)).isEqualTo(28 + 6 * 9 + 5);
    }

    @Test
    void whatIsWrittenIntoAPartIsInTheWhole() {
        INDArray whole = Nd4j.zeros(2, 3, 4);

        ArrayViews.slice(whole, 1, 1, 3).assign(1);

        assertThat(whole.getDouble(1, 0, 0)).isZero();
        assertThat(whole.getDouble(1, 2, 3)).isEqualTo(1);
        assertThat(whole.sumNumber().doubleValue()).isEqualTo(2 * 2 * 4);
    }

    @Test
    void refusesAPartThatIsNotThere() {
        assertThatThrownBy(() -> ArrayViews.slice(Nd4j.zeros(2, 3), 1, 2, 4))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
