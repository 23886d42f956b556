package io.filterfit.model.hdf5;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A group or a data set. */
public final class Hdf5Object {

    private static final int COMPACT = 0;
    private static final int CONTIGUOUS = 1;

    private final Storage storage;
    private final List<Message> messages;
    private final Map<String, Hdf5Object> children = new HashMap<>();
    private Map<String, Long> links;

    private Hdf5Object(Storage storage, List<Message> messages) {
        this.storage = storage;
        this.messages = messages;
    }

    static Hdf5Object at(Storage storage, long address) {
        return new Hdf5Object(storage, Message.of(storage, address));
    }

    /** The names of a group's members; none for a data set. */
    public Set<String> names() {
        return Hdf5File.guarded(() -> links().keySet());
    }

    private Map<String, Long> links() {
        if (links == null) {
            links = Links.of(storage, messages);
        }
        return links;
    }

    /** A member of this group, or of its members. */
    public Optional<Hdf5Object> find(String... path) {
        return Hdf5File.guarded(() -> {
            Optional<Hdf5Object> object = Optional.of(this);
            for (String name : path) {
                object = object.flatMap(group -> group.child(name));
            }
            return object;
        });
    }

    private Optional<Hdf5Object> child(String name) {
        if (!children.containsKey(name) && links().containsKey(name)) {
            children.put(name, at(storage, links().get(name)));
        }
        return Optional.ofNullable(children.get(name));
    }

    /** The strings of an attribute; empty if there is none of that name. */
    public Optional<List<String>> strings(String attribute) {
        return Hdf5File.guarded(() -> messages.stream()
                .filter(message -> message.type() == Message.ATTRIBUTE)
                .map(message -> strings(message.body().again(), attribute))
                .flatMap(Optional::stream)
                .findFirst());
    }

    private Optional<List<String>> strings(Cursor body, String wanted) {
        int version = body.u8();
        int flags = body.u8();
        int nameBytes = body.u16();
        int typeBytes = body.u16();
        int spaceBytes = body.u16();
        if (version < 1 || version > 3 || version > 1 && (flags & 3) != 0) {
            throw Hdf5Exception.unknown("attributes of version " + version);
        }
        body.skip(version == 3 ? 1 : 0);
        String name = padded(body, nameBytes, version).text();
        Cursor typePart = padded(body, typeBytes, version);
        Cursor spacePart = padded(body, spaceBytes, version);
        if (!name.equals(wanted)) {
            return Optional.empty();
        }
        ElementType type = ElementType.read(typePart);
        long[] shape = Dataspace.read(spacePart);
        if (shape == null) {
            return Optional.of(List.of());
        }
        int count = Dataspace.elements(shape);
        if (type.kind() != ElementType.Kind.FIXED_STRING && type.kind() != ElementType.Kind.VARIABLE_STRING) {
            // An empty list has no strings: h5py makes it one of numbers.
            if (count == 0) {
                return Optional.of(List.of());
            }
            throw Hdf5Exception.unknown("numbers in its attribute '" + wanted + "'");
        }
        return Optional.of(type.strings(storage, body, count));
    }

    /** In version 1 every part is filled up to a multiple of eight bytes. */
    private static Cursor padded(Cursor body, int length, int version) {
        Cursor part = body.part(length);
        if (version == 1) {
            body.pad(length);
        }
        return part;
    }

    /** Whether this is a data set rather than a group. */
    public boolean isDataset() {
        return messages.stream().anyMatch(message -> message.type() == Message.LAYOUT);
    }

    /** The shape of a data set. */
    public long[] shape() {
        return Hdf5File.guarded(() -> {
            long[] shape = Dataspace.read(only(Message.DATASPACE));
            return shape == null ? new long[] {0} : shape;
        });
    }

    /** The numbers of a data set, in row-major order, as float32. */
    public float[] floats() {
        return Hdf5File.guarded(() -> {
            ElementType type = ElementType.read(only(Message.DATATYPE));
            if (type.kind() != ElementType.Kind.FLOAT) {
                throw Hdf5Exception.unknown("weights that are no numbers of 16, 32 or 64 bits");
            }
            int count = Dataspace.elements(shape());
            Cursor data = data((long) count * type.size());
            storage.allocate((long) count * Float.BYTES);
            return type.floats(data.rest(), count);
        });
    }

    private Cursor data(long length) {
        Cursor layout = only(Message.LAYOUT);
        int version = layout.u8();
        int kind = layout.u8();
        if (version != 3 && version != 4 || kind != COMPACT && kind != CONTIGUOUS) {
            throw Hdf5Exception.unknown("weights in pieces, or compressed");
        }
        if (kind == COMPACT) {
            return layout.part(layout.u16()).part(length);
        }
        long address = layout.address();
        if (address == Cursor.NOWHERE && length > 0) {
            throw Hdf5Exception.damaged("weights that were never written");
        }
        return storage.at(length == 0 ? 0 : address, length);
    }

    private Cursor only(int type) {
        return messages.stream()
                .filter(message -> message.type() == type)
                .findFirst()
                .orElseThrow(() -> Hdf5Exception.damaged("a group where weights are expected"))
                .body()
                .again();
    }
}
