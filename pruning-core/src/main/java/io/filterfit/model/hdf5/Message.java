package io.filterfit.model.hdf5;

import java.util.ArrayList;
import java.util.List;

/**
 * One of the messages that an object's header consists of.
 *
 * @param type what it says
 * @param body how
 */
record Message(int type, Cursor body) {

    static final int DATASPACE = 0x01;
    static final int LINK_INFO = 0x02;
    static final int DATATYPE = 0x03;
    static final int LINK = 0x06;
    static final int LAYOUT = 0x08;
    static final int ATTRIBUTE = 0x0C;
    static final int CONTINUATION = 0x10;
    static final int SYMBOL_TABLE = 0x11;

    private static final int SHARED = 2;

    /** All messages of the object whose header is at an address. */
    static List<Message> of(Storage storage, long address) {
        List<Message> messages = new ArrayList<>();
        Cursor header = storage.at(address);
        if (header.again().u8() == 'O') {
            readNew(storage, header, messages);
        } else {
            readOld(storage, header, messages);
        }
        return messages;
    }

    /** Version 1 */
    private static void readOld(Storage storage, Cursor header, List<Message> messages) {
        if (header.u8() != 1) {
            throw Hdf5Exception.damaged("no object where one is pointed at");
        }
        header.skip(1);
        int count = header.u16();
        header.skip(4);
        List<Cursor> blocks = new ArrayList<>();
        long size = header.u32();
        blocks.add(header.skip(4).part(size));
        for (int block = 0; block < blocks.size(); block++) {
            Cursor cursor = blocks.get(block);
            while (cursor.remaining() >= 8 && messages.size() < count) {
                int type = cursor.u16();
                int length = cursor.u16();
                int flags = cursor.u8();
                add(storage, type, flags, cursor.skip(3).part(length), messages, blocks);
            }
        }
    }

    /** Version 2 */
    private static void readNew(Storage storage, Cursor header, List<Message> messages) {
        header.expect("OHDR");
        if (header.u8() != 2) {
            throw Hdf5Exception.damaged("no object where one is pointed at");
        }
        int flags = header.u8();
        header.skip((flags & 0x20) != 0 ? 16 : 0).skip((flags & 0x10) != 0 ? 4 : 0);
        boolean ordered = (flags & 4) != 0;
        List<Cursor> blocks = new ArrayList<>();
        blocks.add(header.part(header.unsigned(1 << (flags & 3))));
        for (int block = 0; block < blocks.size(); block++) {
            Cursor cursor = blocks.get(block);
            int checksum = 0;
            if (block > 0) {
                cursor.expect("OCHK");
                checksum = 4;
            }
            int head = ordered ? 6 : 4;
            while (cursor.remaining() - checksum >= head) {
                int type = cursor.u8();
                int length = cursor.u16();
                int shared = cursor.u8();
                add(storage, type, shared, cursor.skip(ordered ? 2 : 0).part(length), messages, blocks);
            }
        }
    }

    private static void add(
            Storage storage, int type, int flags, Cursor body, List<Message> messages, List<Cursor> blocks) {
        if (type == CONTINUATION) {
            blocks.add(storage.at(body.address(), body.length()));
        }
        if ((flags & SHARED) != 0 && (type == DATATYPE || type == DATASPACE || type == ATTRIBUTE)) {
            throw Hdf5Exception.unknown("shared messages");
        }
        messages.add(new Message(type, body));
    }
}
