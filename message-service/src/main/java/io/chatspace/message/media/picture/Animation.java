package io.chatspace.message.media.picture;

import io.chatspace.message.media.format.Anatomy;
import io.chatspace.message.media.format.Damaged;
import io.chatspace.message.media.format.PictureKind;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.IIOImage;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;
import org.w3c.dom.Node;

/// Writes a GIF anew, frame by frame: pixels, colours, places, times and the loop stay, comments and the data of
/// applications go. Holds one frame at a time.
final class Animation {
    private static final String FORMAT = "javax_imageio_gif_image_1.0";
    private static final String STREAM = "javax_imageio_gif_stream_1.0";
    private static final String CONTROL = "GraphicControlExtension";
    private static final String PLACE = "ImageDescriptor";
    private static final String COLOURS = "LocalColorTable";
    /// The loop for ever, or as often: NETSCAPE2.0, one sub-block of 1 and a little-endian count.
    private static final String LOOP = "NETSCAPE";

    private final Anatomy anatomy;
    private final AtomicBoolean complained = new AtomicBoolean();

    Animation(Anatomy anatomy) {
        this.anatomy = anatomy;
    }

    /// The first frame on the screen of the animation. Throws [Damaged] where a frame can't be decoded.
    BufferedImage copy(ImageInputStream source, ImageOutputStream target) throws IOException {
        var reader = Codecs.reader(PictureKind.GIF);
        var writer = Codecs.writer(PictureKind.GIF);
        try {
            reader.addIIOReadWarningListener((_, _) -> complained.set(true));
            reader.setInput(source, false, false);
            writer.setOutput(target);
            writer.prepareWriteSequence(screen(writer));
            var first = frame(reader, writer, 0);
            for (int i = 1; i < anatomy.frames(); i++) {
                var _ = frame(reader, writer, i);
            }
            writer.endWriteSequence();
            target.flush();
            return first;
        } finally {
            reader.dispose();
            writer.dispose();
        }
    }

    private BufferedImage frame(ImageReader reader, ImageWriter writer, int index) throws IOException {
        var image = reader.read(index);
        if (complained.get()) {
            throw Damaged.truncated();
        }
        var old = reader.getImageMetadata(index).getAsTree(FORMAT);
        var fresh = writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), null);
        describe(fresh, image, old, anatomy.frames() > 1 && index == 0 ? loops(old) : -1);
        writer.writeToSequence(new IIOImage(image, null, fresh), null);
        return index == 0 ? onScreen(image, child(old, PLACE)) : image;
    }

    private IIOMetadata screen(ImageWriter writer) throws IOException {
        var metadata = writer.getDefaultStreamMetadata(null);
        var tree = (IIOMetadataNode) metadata.getAsTree(STREAM);
        var descriptor = (IIOMetadataNode) child(tree, "LogicalScreenDescriptor");
        descriptor.setAttribute("logicalScreenWidth", Integer.toString(anatomy.width()));
        descriptor.setAttribute("logicalScreenHeight", Integer.toString(anatomy.height()));
        drop(tree, "GlobalColorTable");
        metadata.setFromTree(STREAM, tree);
        return metadata;
    }

    private static void describe(IIOMetadata fresh, BufferedImage image, Node old, int loops) throws IOException {
        var tree = (IIOMetadataNode) fresh.getAsTree(FORMAT);
        copyAttributes(child(old, PLACE), (IIOMetadataNode) child(tree, PLACE));
        copyAttributes(child(old, CONTROL), (IIOMetadataNode) child(tree, CONTROL));
        drop(tree, COLOURS);
        if (image.getColorModel() instanceof IndexColorModel colours) {
            tree.insertBefore(table(colours), child(tree, CONTROL));
        }
        if (loops >= 0) {
            var loop = new IIOMetadataNode("ApplicationExtension");
            loop.setAttribute("applicationID", LOOP);
            loop.setAttribute("authenticationCode", "2.0");
            loop.setUserObject(new byte[] {1, (byte) loops, (byte) (loops >> 8)});
            var extensions = new IIOMetadataNode("ApplicationExtensions");
            extensions.appendChild(loop);
            tree.appendChild(extensions);
        }
        fresh.setFromTree(FORMAT, tree);
    }

    /// Each frame brings its own colours: the writer would not, where the screen has some.
    private static IIOMetadataNode table(IndexColorModel colours) {
        int size = Math.max(2, Integer.highestOneBit(colours.getMapSize() - 1) << 1);
        var table = new IIOMetadataNode(COLOURS);
        table.setAttribute("sizeOfLocalColorTable", Integer.toString(size));
        table.setAttribute("sortFlag", "FALSE");
        for (int i = 0; i < size; i++) {
            int colour = i < colours.getMapSize() ? colours.getRGB(i) : 0;
            var entry = new IIOMetadataNode("ColorTableEntry");
            entry.setAttribute("index", Integer.toString(i));
            entry.setAttribute("red", Integer.toString(colour >> 16 & 255));
            entry.setAttribute("green", Integer.toString(colour >> 8 & 255));
            entry.setAttribute("blue", Integer.toString(colour & 255));
            table.appendChild(entry);
        }
        return table;
    }

    private static void drop(IIOMetadataNode tree, String name) {
        for (var at = tree.getFirstChild(); at != null; ) {
            var next = at.getNextSibling();
            if (at.getNodeName().equals(name)) {
                tree.removeChild(at);
            }
            at = next;
        }
    }

    /// How often it plays, 0 for ever; -1 where it says nothing, which is once.
    private static int loops(Node tree) {
        for (var at = child(tree, "ApplicationExtensions").getFirstChild(); at != null; at = at.getNextSibling()) {
            if (at instanceof IIOMetadataNode node
                    && node.getAttribute("applicationID").equals(LOOP)
                    && node.getUserObject() instanceof byte[] data
                    && data.length >= 3
                    && data[0] == 1) {
                return data[1] & 0xff | (data[2] & 0xff) << 8;
            }
        }
        return -1;
    }

    private static void copyAttributes(Node from, IIOMetadataNode to) {
        var attributes = from.getAttributes();
        for (int i = 0; attributes != null && i < attributes.getLength(); i++) {
            var attribute = attributes.item(i);
            to.setAttribute(attribute.getNodeName(), attribute.getNodeValue());
        }
    }

    /// The child of that name; an empty one where there is none.
    private static Node child(Node tree, String name) {
        for (var at = tree.getFirstChild(); at != null; at = at.getNextSibling()) {
            if (at.getNodeName().equals(name)) {
                return at;
            }
        }
        return new IIOMetadataNode(name);
    }

    private BufferedImage onScreen(BufferedImage frame, Node place) {
        var at = (IIOMetadataNode) place;
        var screen = new BufferedImage(anatomy.width(), anatomy.height(), BufferedImage.TYPE_INT_ARGB);
        var canvas = screen.createGraphics();
        try {
            canvas.drawImage(frame, number(at, "imageLeftPosition"), number(at, "imageTopPosition"), null);
        } finally {
            canvas.dispose();
        }
        return screen;
    }

    private static int number(IIOMetadataNode node, String attribute) {
        var value = node.getAttribute(attribute);
        return value.isEmpty() ? 0 : Integer.parseInt(value);
    }
}
