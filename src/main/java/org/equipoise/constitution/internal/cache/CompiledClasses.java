package org.equipoise.constitution.internal.cache;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The class files of compiled rules, vetted and metered.
 *
 * @param models the names of the classes that list the rules, in order
 * @param files the class files by name, with dots; not to be altered
 */
public record CompiledClasses(List<String> models, SortedMap<String, byte[]> files) {
  /** No class. */
  public static final CompiledClasses NONE = new CompiledClasses(List.of(), new TreeMap<>());

  public CompiledClasses {
    models = List.copyOf(models);
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  byte[] encoded() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(models.size());
      for (String model : models) {
        out.writeUTF(model);
      }
      out.writeInt(files.size());
      for (var file : files.entrySet()) {
        out.writeUTF(file.getKey());
        out.writeInt(file.getValue().length);
        out.write(file.getValue());
      }
    }
    return bytes.toByteArray();
  }

  /** From bytes that are known to be what {@link #encoded} gave. */
  static CompiledClasses decoded(byte[] bytes, int from) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new ByteArrayInputStream(bytes, from, bytes.length - from))) {
      int size = in.readInt();
      List<String> models = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        models.add(in.readUTF());
      }
      int count = in.readInt();
      SortedMap<String, byte[]> files = new TreeMap<>();
      for (int i = 0; i < count; i++) {
        files.put(in.readUTF(), in.readNBytes(in.readInt()));
      }
      return new CompiledClasses(models, files);
    }
  }
}
