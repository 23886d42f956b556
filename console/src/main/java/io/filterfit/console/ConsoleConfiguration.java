package io.filterfit.console;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What only the console is configured with; application.properties has the rest. */
@ConfigMapping(prefix = "filterfit.console")
public interface ConsoleConfiguration {

    /**
     * Opens everything to whoever has it; at least 20 characters. Where none is given, one is made at every start, and standard output
     * gets a link with it. Replicas need the same one.
     */
    Optional<String> token();

    /** Opens submitting and reading; none by default. */
    Optional<String> submitToken();

    /** Opens reading; none by default. */
    Optional<String> readToken();

    /** Which roles of a provider of OpenID Connect stand for ours; a role of the same name does so anyway. */
    ProviderRoles providerRoles();

    interface ProviderRoles {
        Optional<List<String>> read();

        Optional<List<String>> submit();

        Optional<List<String>> admin();
    }

    /** How long a browser stays signed in. */
    @WithDefault("12h")
    Duration session();

    /** Larger model files are refused; also the limit of any other request body. */
    MemorySize largestUpload();

    /** The names of data sets that the form proposes; the services may know others. */
    @WithDefault("cifar10,fashion-mnist")
    List<String> datasets();
}
