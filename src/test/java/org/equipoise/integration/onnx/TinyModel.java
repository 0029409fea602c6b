package org.equipoise.integration.onnx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A folder with a model that is written here byte by byte: each word has three numbers, and the
 * outputs for a pair are the sums of those of its words.
 */
public final class TinyModel {
  private static final int FLOAT = 1;
  private static final int INT64 = 7;

  private TinyModel() {}

  /**
   * Writes the folder.
   *
   * @param words the vocabulary with the three numbers of each word, in the order in which {@code
   *     labels} names them
   * @param labels the names of the three outputs
   */
  public static Path write(Path folder, Map<String, List<Integer>> words, List<String> labels)
      throws IOException {
    Files.createDirectories(folder);
    List<String> vocabulary = new ArrayList<>(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]"));
    words.keySet().stream().sorted().forEach(vocabulary::add);
    Files.writeString(folder.resolve("vocab.txt"), String.join("\n", vocabulary) + "\n");
    Files.writeString(
        folder.resolve("config.json"),
        "{\"model_type\":\"bert\",\"max_position_embeddings\":32,\"id2label\":{\"0\":\""
            + String.join("\",\"1\":\"", labels.subList(0, 2))
            + "\",\"2\":\""
            + labels.get(2)
            + "\"}}");
    ByteBuffer table = ByteBuffer.allocate(vocabulary.size() * 12).order(ByteOrder.LITTLE_ENDIAN);
    for (String word : vocabulary) {
      words.getOrDefault(word, List.of(0, 0, 0)).forEach(it -> table.putFloat(it));
    }
    Files.write(
        folder.resolve("model.onnx"), network("input_ids", vocabulary.size(), table.array()));
    return folder;
  }

  /** A network that looks up three numbers for each token, and adds them. */
  static byte[] network(String input, int tokens, byte[] table) {
    byte[] lookUp =
        message(
            text(1, "table"), text(1, input), text(2, "found"), text(3, "look"), text(4, "Gather"));
    byte[] axes = message(text(1, "axes"), number(8, 1), number(20, 7));
    byte[] keep = message(text(1, "keepdims"), number(3, 0), number(20, 2));
    byte[] add =
        message(
            text(1, "found"),
            text(2, "logits"),
            text(3, "add"),
            text(4, "ReduceSum"),
            bytes(5, axes),
            bytes(5, keep));
    byte[] weights =
        message(
            number(1, tokens), number(1, 3), number(2, FLOAT), text(8, "table"), bytes(9, table));
    byte[] graph =
        message(
            bytes(1, lookUp),
            bytes(1, add),
            text(2, "tiny"),
            bytes(5, weights),
            bytes(11, value(input, INT64, number(1, 1), text(2, "n"))),
            bytes(12, value("logits", FLOAT, number(1, 1), number(1, 3))));
    return message(number(1, 6), bytes(7, graph), bytes(8, message(text(1, ""), number(2, 11))));
  }

  private static byte[] value(String name, int type, byte[] first, byte[] second) {
    byte[] shape = message(bytes(1, first), bytes(1, second));
    return message(
        text(1, name), bytes(2, message(bytes(1, message(number(1, type), bytes(2, shape))))));
  }

  // ---- the encoding of protocol buffers

  private static byte[] message(byte[]... fields) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] field : fields) {
      out.writeBytes(field);
    }
    return out.toByteArray();
  }

  private static byte[] number(int field, long value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    variable(out, field * 8L);
    variable(out, value);
    return out.toByteArray();
  }

  private static byte[] text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] bytes(int field, byte[] value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    variable(out, field * 8L + 2);
    variable(out, value.length);
    out.writeBytes(value);
    return out.toByteArray();
  }

  private static void variable(ByteArrayOutputStream out, long value) {
    long rest = value;
    while (rest >= 128) {
      out.write((int) (rest % 128 + 128));
      rest /= 128;
    }
    out.write((int) rest);
  }
}
