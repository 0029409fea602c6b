package org.equipoise.service.detection.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.equipoise.constitution.Attribute;
import org.equipoise.facts.Detection.Quote;
import org.equipoise.service.detection.Detected;
import org.equipoise.service.detection.Passage;
import org.jspecify.annotations.Nullable;

/** Reads the answer of a model, which may be anything. Stateless and thread-safe. */
public final class JudgeAnswer {
  private static final int MAX_CHARS = 1_000_000;
  private static final int MAX_NESTING = 10;
  private static final int MAX_QUOTES = 20;
  private static final Set<String> FIELDS = Set.of("value", "quotes");

  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_NESTING).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JudgeAnswer() {}

  /**
   * Returns a finding for each attribute. What is not as it was asked for is a failure: the whole
   * answer, if it is no JSON object or names something else, or else one attribute.
   */
  public static Map<String, Detected> read(String answer, Passage passage, List<Attribute> asked) {
    JsonNode tree = tree(answer);
    Set<String> names = new HashSet<>();
    asked.forEach(it -> names.add(it.name()));
    boolean isAsAsked = tree != null && tree.isObject() && !tree.isEmpty();
    if (tree != null && isAsAsked) {
      for (Iterator<String> fields = tree.fieldNames(); fields.hasNext(); ) {
        isAsAsked &= names.contains(fields.next());
      }
    }
    Map<String, Detected> found = new LinkedHashMap<>();
    for (Attribute attribute : asked) {
      found.put(
          attribute.name(),
          tree == null || !isAsAsked
              ? Detected.fault("the answer is not the JSON that was asked for")
              : finding(tree.get(attribute.name()), passage, attribute));
    }
    return found;
  }

  private static @Nullable JsonNode tree(String answer) {
    String text = answer.strip();
    if (text.length() > MAX_CHARS) {
      return null;
    }
    if (text.startsWith("```") && text.endsWith("```") && text.indexOf('\n') > 0) {
      text = text.substring(text.indexOf('\n'), text.length() - "```".length());
    }
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  private static Detected finding(@Nullable JsonNode node, Passage passage, Attribute attribute) {
    if (node == null) {
      return Detected.fault("the answer leaves it out");
    }
    if (node.isNull()) {
      return Detected.abstained("the text does not show it");
    }
    boolean isAsAsked = node.isObject() && node.has("value");
    for (Iterator<String> fields = node.fieldNames(); fields.hasNext(); ) {
      isAsAsked &= FIELDS.contains(fields.next());
    }
    Object value = isAsAsked ? value(node.path("value")) : null;
    if (value == null || !attribute.admits(value)) {
      return Detected.fault("the answer holds no value that it may have: " + attribute.inWords());
    }
    List<Quote> quotes = new ArrayList<>();
    JsonNode given = node.path("quotes");
    if (!given.isMissingNode() && (!given.isArray() || given.size() > MAX_QUOTES)) {
      return Detected.fault("the quotes of the answer are no list");
    }
    for (JsonNode each : given) {
      Quote quote = each.isTextual() ? passage.quote(each.asText()) : null;
      if (quote == null) {
        return Detected.fault("a quote of the answer is not in the text");
      }
      quotes.add(quote);
    }
    return Detected.certain(value, quotes);
  }

  private static @Nullable Object value(JsonNode node) {
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    if (node.isTextual()) {
      return node.textValue();
    }
    if (node.isNumber()) {
      double number = node.doubleValue();
      return Double.isInfinite(number) ? null : (Object) number;
    }
    if (!node.isArray()) {
      return null;
    }
    List<Object> items = new ArrayList<>();
    for (JsonNode each : node) {
      Object item = each.isArray() ? null : value(each);
      if (item == null) {
        return null;
      }
      items.add(item);
    }
    return items;
  }
}
