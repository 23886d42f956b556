package io.filterfit.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactReferenceTest {

    private static final String SHA_256 = "0A".repeat(32);

    @Test
    void knowsBucketAndKey() {
        var reference = new ArtifactReference(URI.create("s3://models/cifar/resnet.zip"), 10, SHA_256);

        assertThat(reference.bucket()).isEqualTo("models");
        assertThat(reference.key()).isEqualTo("cifar/resnet.zip");
        assertThat(reference.sha256()).isEqualTo("0a".repeat(32));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest",
                "file:///etc/passwd",
                "s3:key",
                "s3://bucket",
                "s3://bucket/",
                "key"
            })
    void namesAnObjectOfTheStoreOnly(String uri) {
        assertThatThrownBy(() -> new ArtifactReference(URI.create(uri), 10, SHA_256))
                .hasMessageContaining("does not name an object");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3://bucket/../other/key",
                "s3://bucket/a/../../key",
                "s3://bucket/a/%2e%2e/key",
                "s3://bucket/./key",
                "s3://bucket//key",
                "s3://bucket/key/",
                "s3://bucket/a%5Ckey",
                "s3://bucket/a%00key",
                "s3://bucket/key?versionId=1",
                "s3://bucket/key#part"
            })
    void namesNoOtherPlaceByDetours(String uri) {
        assertThatThrownBy(() -> new ArtifactReference(URI.create(uri), 10, SHA_256))
                .hasMessageContaining("is not usable");
    }

    @Test
    void statesSizeAndHash() {
        var uri = URI.create("s3://bucket/key");

        assertThatThrownBy(() -> new ArtifactReference(uri, 0, SHA_256)).hasMessageContaining("artifact.size");
        assertThatThrownBy(() -> new ArtifactReference(uri, 1, "abc")).hasMessageContaining("artifact.sha256");
    }
}
