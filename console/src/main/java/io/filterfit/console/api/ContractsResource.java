package io.filterfit.console.api;

import io.filterfit.console.RefusedException;
import io.filterfit.contracts.EventCodec;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The events, as those who publish and read them need them described. */
@Path("/asyncapi")
@Tag(name = "Events")
@PermitAll
@Blocking
class ContractsResource {

    @GET
    @Path("/asyncapi.yaml")
    @Produces("application/yaml")
    @Operation(summary = "The topics and their events, as AsyncAPI")
    public String document() throws IOException {
        return resource("asyncapi.yaml");
    }

    @GET
    @Path("/schemas/{name:[a-z-]+}.json")
    @Produces("application/schema+json")
    @Operation(summary = "The JSON schema of an event, for instance compress-requested, or of a manifest")
    public String schema(@PathParam("name") String name) throws IOException {
        return resource("schemas/" + name + ".json");
    }

    private static String resource(String name) throws IOException {
        try (var in = EventCodec.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new RefusedException(
                        404, "no-such-schema", "there is no " + name + "; asyncapi.yaml says which there are");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
