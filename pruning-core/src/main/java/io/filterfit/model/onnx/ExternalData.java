package io.filterfit.model.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import onnx.Onnx.StringStringEntryProto;

/** Tensors in files beside the model. A path that leaves the model's folder, or goes over a link, is refused. */
final class ExternalData {

    private final Path folder;
    private final Budget budget;

    /** @param model the file that names the others */
    ExternalData(Path model, Budget budget) {
        this.folder = model.toAbsolutePath().normalize().getParent();
        this.budget = budget;
    }

    /**
     * @param tensor as messages speak of it
     * @param entries of ONNX: location, offset, length
     * @param bytes how many the tensor is made of
     */
    ByteBuffer read(String tensor, List<StringStringEntryProto> entries, long bytes) {
        Map<String, String> values = entries.stream()
                .collect(Collectors.toMap(
                        StringStringEntryProto::getKey, StringStringEntryProto::getValue, (one, other) -> other));
        long offset = number(tensor, values.getOrDefault("offset", "0"));
        if (number(tensor, values.getOrDefault("length", String.valueOf(bytes))) != bytes) {
            throw OnnxException.damaged(tensor + " is not as long as its shape says; save the model again");
        }
        Path file = inside(tensor, values.getOrDefault("location", ""));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            if (offset > channel.size() || bytes > channel.size() - offset) {
                throw OnnxException.damaged(tensor + " goes beyond the end of '" + file.getFileName() + "'");
            }
            budget.take(bytes);
            ByteBuffer content = ByteBuffer.allocate(Math.toIntExact(bytes));
            while (content.hasRemaining() && channel.read(content, offset + content.position()) >= 0) {
                // until it is full or the file ends
            }
            return content.flip();
        } catch (IOException e) {
            throw OnnxException.damaged(
                    tensor + " lies in '" + file.getFileName()
                            + "', which cannot be read; put it beside the model, or save the model as one file",
                    e);
        }
    }

    private Path inside(String tensor, String location) {
        try {
            Path relative = Path.of(location);
            Path file = folder.resolve(relative);
            boolean climbs = relative.isAbsolute() || location.isBlank() || !relative.equals(relative.normalize());
            if (climbs || relative.startsWith("..") || overLink(relative) || !Files.isRegularFile(file)) {
                throw OnnxException.damaged(tensor + " lies in '" + location
                        + "', which is no file in the model's own folder; save the model as one file");
            }
            return file;
        } catch (InvalidPathException e) {
            throw OnnxException.damaged(
                    tensor + " lies in a file of an impossible name; save the model as one file", e);
        }
    }

    private boolean overLink(Path relative) {
        for (int names = 1; names <= relative.getNameCount(); names++) {
            if (Files.isSymbolicLink(folder.resolve(relative.subpath(0, names)))) {
                return true;
            }
        }
        return false;
    }

    private static long number(String tensor, String text) {
        try {
            long number = Long.parseLong(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw OnnxException.damaged(tensor + " has the offset or length '" + text + "'; save the model again", e);
        }
        throw OnnxException.damaged(tensor + " has a negative offset or length; save the model again");
    }
}
