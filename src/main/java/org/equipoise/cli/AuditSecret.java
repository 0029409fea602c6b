package org.equipoise.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.equipoise.audit.blind.AuditRound;
import org.equipoise.audit.blind.AuditRound.Secret;
import org.equipoise.formats.internal.JsonText;
import org.equipoise.formats.internal.TextFile;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;

/**
 * What somebody keeps secret until it is revealed: a file of one JSON object.
 *
 * @param isSeed whether it is the seed of the sample
 * @param secrets by item; of a seed, under {@code seed}
 */
record AuditSecret(AuditRound round, String by, boolean isSeed, SortedMap<String, Secret> secrets) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Writes a new file that only its owner may read. */
  void write(Path file) throws IOException {
    Files.createFile(file);
    PosixFileAttributeView owner = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (owner != null) {
      owner.setPermissions(PosixFilePermissions.fromString("rw-------"));
    }
    Files.writeString(file, json() + "\n", StandardOpenOption.TRUNCATE_EXISTING);
  }

  private String json() {
    return JsonText.of(
        json -> {
          json.writeStartObject();
          json.writeStringField("round", round.round());
          json.writeStringField("rubric", round.rubric());
          json.writeStringField("by", by);
          json.writeBooleanField("seed", isSeed);
          json.writeObjectFieldStart("secrets");
          for (Map.Entry<String, Secret> each : secrets.entrySet()) {
            json.writeObjectFieldStart(each.getKey());
            json.writeStringField("value", each.getValue().value());
            json.writeStringField("salt", each.getValue().salt());
            json.writeEndObject();
          }
          json.writeEndObject();
          json.writeEndObject();
        });
  }

  static AuditSecret read(Path file) throws IOException {
    JsonNode root;
    try {
      root = JSON.readTree(TextFile.read(file));
    } catch (JsonProcessingException e) {
      throw wrong(file, "the file is not JSON");
    }
    for (String field : new String[] {"round", "rubric", "by", "seed", "secrets"}) {
      if (!root.has(field)) {
        throw wrong(file, "the file has no `" + field + "`");
      }
    }
    SortedMap<String, Secret> secrets = new TreeMap<>();
    for (Map.Entry<String, JsonNode> each : root.get("secrets").properties()) {
      JsonNode it = each.getValue();
      secrets.put(each.getKey(), new Secret(it.path("value").asText(), it.path("salt").asText()));
    }
    return new AuditSecret(
        new AuditRound(root.get("round").asText(), root.get("rubric").asText()),
        root.get("by").asText(),
        root.get("seed").asBoolean(),
        secrets);
  }

  private static InvalidInputException wrong(Path file, String what) {
    return new InvalidInputException(
        Problem.error(
            "syntax",
            file.toString(),
            0,
            0,
            null,
            what,
            "give the file that `audit commit --secret` wrote"));
  }
}
