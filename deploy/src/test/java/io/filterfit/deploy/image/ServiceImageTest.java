package io.filterfit.deploy.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ServiceImageTest {

    @Test
    void theTrainerWithCudaIsTheTrainerThatSeesTheGpusAndUnpacksItsLibrariesOnAVolume() {
        var cuda = ServiceImage.named("trainer-cuda");

        assertThat(cuda.module()).isEqualTo(ServiceImage.named("trainer").module());
        assertThat(cuda.environment()).containsEntry("NVIDIA_VISIBLE_DEVICES", "all");
        assertThat(RuntimeSettings.entryPoint(cuda)).contains("-Dorg.bytedeco.javacpp.cachedir=/var/cache/natives");
    }

    @Test
    void aServiceThatIsNotPackagedIsNamedWithTheCommandThatPackagesIt() {
        assertThatThrownBy(() -> ServiceImage.named("pruner").application(Path.of("nowhere")))
                .hasMessageContaining("mvn package -pl pruner-service -am");
    }

    @Test
    void anUnknownServiceIsRefusedWithThoseThatThereAre() {
        assertThatThrownBy(() -> ServiceImage.named("trainee")).hasMessageContaining("trainer-cuda");
    }

    @Test
    void anUnknownDestinationIsRefusedWithThoseThatThereAre() {
        assertThatThrownBy(() -> Destination.parse("disk")).hasMessageContaining("registry:PREFIX");
    }
}
