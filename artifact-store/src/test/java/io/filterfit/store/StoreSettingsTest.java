package io.filterfit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;

class StoreSettingsTest {

    @Test
    void neverShowsTheSecret() {
        var settings =
                StoreSettings.ofClient(URI.create("http://store:9000"), "filterfit", "public-half", "secret-half");

        assertThat(settings.toString()).contains("http://store:9000").doesNotContain("secret-half");
    }

    @Test
    void namesThePropertyThatIsWrong() {
        assertThatThrownBy(() -> StoreSettings.ofClient(URI.create("store:9000"), "filterfit", "a", "b"))
                .hasMessageContaining("store.endpoint");
        assertThatThrownBy(() -> StoreSettings.ofClient(URI.create("http://store"), " ", "a", "b"))
                .hasMessageContaining("store.bucket");
    }
}
