package io.filterfit.model.hdf5;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The names of a group's members, and where their headers are. Only hard links are followed: others lead to names or other files. */
final class Links {

    private static final int SOFT = 2;

    private final Storage storage;
    private final Map<String, Long> found = new LinkedHashMap<>();

    private Links(Storage storage) {
        this.storage = storage;
    }

    static Map<String, Long> of(Storage storage, List<Message> messages) {
        Links links = new Links(storage);
        for (Message message : messages) {
            Cursor body = message.body().again();
            switch (message.type()) {
                case Message.SYMBOL_TABLE -> links.addTable(body.address(), body.address());
                case Message.LINK -> links.addLink(body);
                case Message.LINK_INFO -> checkCompact(body);
                default -> {}
            }
        }
        return links.found;
    }

    private static void checkCompact(Cursor info) {
        info.skip(1);
        info.skip((info.u8() & 1) != 0 ? 8 : 0);
        if (info.address() != Cursor.NOWHERE) {
            throw Hdf5Exception.unknown("a group with an index of the latest kind");
        }
    }

    private void addLink(Cursor link) {
        link.skip(1);
        int flags = link.u8();
        int type = (flags & 8) != 0 ? link.u8() : 0;
        link.skip((flags & 4) != 0 ? 8 : 0).skip((flags & 16) != 0 ? 1 : 0);
        String name = link.part(link.unsigned(1 << (flags & 3))).text();
        if (type == 0) {
            found.put(name, link.address());
        }
    }

    private void addTable(long tree, long heapAddress) {
        Cursor heap = storage.at(heapAddress);
        heap.expect("HEAP");
        heap.skip(4);
        long size = heap.length();
        heap.length();
        Cursor names = storage.at(heap.address(), size);
        Cursor node = storage.at(tree);
        addNode(node, node.again().skip(5).u8(), names);
    }

    /** Of a B-tree of version 1, whose levels go down to 0. */
    private void addNode(Cursor node, int level, Cursor names) {
        node.expect("TREE");
        if (node.u8() != 0 || node.u8() != level) {
            throw Hdf5Exception.damaged("a group's index out of order");
        }
        int entries = node.u16();
        node.address();
        node.address();
        for (int i = 0; i < entries; i++) {
            node.length();
            Cursor child = storage.at(node.address());
            if (level > 0) {
                addNode(child, level - 1, names);
            } else {
                addSymbols(child, names);
            }
        }
    }

    private void addSymbols(Cursor node, Cursor names) {
        node.expect("SNOD");
        node.skip(2);
        int symbols = node.u16();
        for (int i = 0; i < symbols; i++) {
            storage.count();
            long name = node.address();
            long header = node.address();
            long type = node.u32();
            node.skip(20);
            if (type != SOFT) {
                found.put(names.again().skip(name).text(), header);
            }
        }
    }
}
