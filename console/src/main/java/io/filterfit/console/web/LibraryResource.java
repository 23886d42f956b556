package io.filterfit.console.web;

import io.filterfit.console.RefusedException;
import io.filterfit.report.ReportAsset;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What reports bring along, for the pages that show them. */
@Path("/report-assets")
@PermitAll
class LibraryResource {

    @GET
    @Path("/{name}")
    @Operation(hidden = true)
    public Response get(@PathParam("name") String name) {
        return switch (name) {
            case "report.css" -> of(ReportAsset.STYLE, "text/css");
            case "report.js" -> of(ReportAsset.SCRIPT, "text/javascript");
            case "echarts.js" -> of(ReportAsset.CHARTING_LIBRARY, "text/javascript");
            default -> throw new RefusedException(404, "no-such-asset", "there is nothing of that name");
        };
    }

    private static Response of(ReportAsset asset, String type) {
        return Response.ok(asset.text())
                .type(type + ";charset=utf-8")
                .header("Cache-Control", "public, max-age=3600")
                .build();
    }
}
