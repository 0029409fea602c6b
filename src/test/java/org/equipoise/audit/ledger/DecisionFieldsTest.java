package org.equipoise.audit.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.equipoise.decision.Combined;
import org.equipoise.decision.Decision;
import org.equipoise.decision.DecisionError;
import org.equipoise.decision.DecisionReader;
import org.equipoise.decision.DecisionState;
import org.equipoise.decision.DecisionWriter;
import org.equipoise.decision.OutputDecision;
import org.equipoise.language.Element;
import org.equipoise.language.Guidance;
import org.equipoise.language.Levels;
import org.equipoise.revision.CheapestRelaxation;
import org.equipoise.revision.Cost;
import org.equipoise.revision.Relaxation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Decisions whose every record component is drawn at random, found by reflection: a component that
 * is not written or not read makes a test fail.
 */
class DecisionFieldsTest {
  private static final int DECISIONS = 500;
  private static final List<String> TEXTS =
      List.of("a", "no \"lie\"", "ü№", "a/b", "x:y", "\\", "\n", "😀", "null", "0.5");
  private static final Levels LEVELS = new Levels(List.of("root", "a b", "USER", "№"));
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  /** What the entry or the object around it names already. */
  private static final String CASE = "C-7";

  private static final String CONSTITUTION = "sha256:0";

  private final Set<String> drawn = new TreeSet<>();
  private Random random = new Random(0);
  private String output = "";
  private Levels levels = Levels.NONE;

  private Decision decision(long seed) throws ReflectiveOperationException {
    random = new Random(seed);
    levels = random.nextBoolean() ? Levels.NONE : LEVELS;
    return fit((Decision) record(Decision.class));
  }

  /**
   * A decision without what no decision has: costs of errors, or of several constitutions; a choice
   * that is none of the outputs.
   */
  private Decision fit(Decision any) throws ReflectiveOperationException {
    boolean isError = any.state() == DecisionState.ERROR;
    boolean hasNoCosts = isError || any.isOfSeveral();
    List<OutputDecision> outputs =
        any.outputs().stream()
            .map(
                it ->
                    new OutputDecision(
                        it.output(),
                        it.verdict(),
                        it.action(),
                        it.margin(),
                        hasNoCosts ? CheapestRelaxation.OPEN : it.allowing(),
                        hasNoCosts ? CheapestRelaxation.OPEN : it.blocking(),
                        it.claims(),
                        it.guidance()))
            .toList();
    Combined combined = any.combined();
    List<Combined.Said> says = new ArrayList<>();
    for (Combined.Said said : combined == null ? List.<Combined.Said>of() : combined.says()) {
      says.add(new Combined.Said(said.name(), said.conceded(), fit(said.decision())));
    }
    return new Decision(
        any.caseId(),
        outputs,
        any.choice() == null || outputs.isEmpty() ? null : outputs.get(0).output(),
        any.choiceMargin(),
        any.state(),
        any.gap(),
        any.fragile(),
        any.conflicts(),
        any.misread(),
        any.notInForce(),
        any.raised(),
        any.constitution(),
        any.levels(),
        isError ? (DecisionError) record(DecisionError.class) : null,
        combined == null ? null : new Combined(combined.clause(), combined.combine(), says));
  }

  private Object record(Class<?> type) throws ReflectiveOperationException {
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      RecordComponent component = components[i];
      AnnotatedType annotated = component.getAnnotatedType();
      boolean isNull =
          annotated.isAnnotationPresent(Nullable.class)
              && !component.getName().equals("caseId")
              && random.nextBoolean();
      values[i] = isNull ? null : value(component.getName(), component.getGenericType());
      if (type == Relaxation.class && component.getType() == Cost.class) {
        values[i] = cost();
      }
      if (values[i] != null) {
        drawn.add(type.getSimpleName() + "." + component.getName());
      }
      if (type == OutputDecision.class && component.getName().equals("output")) {
        output = (String) values[i];
      }
      if (List.of("Claim", "FoundGuidance").contains(type.getSimpleName())
          && component.getName().equals("output")) {
        values[i] = output;
      }
    }
    Class<?>[] types = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    return type.getDeclaredConstructor(types).newInstance(values);
  }

  private Object value(String name, Type type) throws ReflectiveOperationException {
    if (name.equals("caseId") || name.equals("constitution")) {
      return name.equals("caseId") ? CASE : CONSTITUTION;
    }
    if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      List<Object> items = new ArrayList<>();
      // Several reasons are joined to one when they are written.
      int most = name.equals("reasons") ? 2 : 3;
      for (int i = random.nextInt(most); i > 0; i--) {
        items.add(value("", list.getActualTypeArguments()[0]));
      }
      return items;
    }
    Class<?> plain = (Class<?>) type;
    if (plain == String.class) {
      return TEXTS.get(random.nextInt(TEXTS.size()));
    } else if (plain == boolean.class) {
      return random.nextBoolean();
    } else if (plain == double.class) {
      double amount = (random.nextInt(2_000_001) - 1_000_000) / 1e6;
      return name.equals("degree") ? Math.abs(amount) : amount;
    } else if (plain == Long.class) {
      return random.nextLong(1L << 50);
    } else if (plain == Cost.class) {
      Cost cost = cost();
      return random.nextInt(4) == 0
          ? Cost.INFINITE
          : random.nextBoolean() ? cost : cost.plus(cost());
    } else if (plain == Levels.class) {
      return levels;
    } else if (plain == Element.class) {
      Element.Kind kind = (Element.Kind) value("", Element.Kind.class);
      String of = kind == Element.Kind.ATTRIBUTE ? (String) value("", String.class) : "";
      return new Element(kind, of, (String) value("", String.class));
    } else if (plain == Guidance.class) {
      return guidance();
    } else if (plain.isEnum()) {
      return plain.getEnumConstants()[random.nextInt(plain.getEnumConstants().length)];
    }
    assertTrue(plain.isRecord(), "no value is drawn of " + plain);
    return record(plain);
  }

  private Guidance guidance() throws ReflectiveOperationException {
    Element by = (Element) value("", Element.class);
    String other = (String) value("", String.class);
    return switch (random.nextInt(4)) {
      case 0 -> new Guidance.Escalate(CASE, output, by);
      case 1 -> new Guidance.Pull(CASE, output, random.nextBoolean() ? 0.25 : -0.5, by);
      case 2 -> new Guidance.Rank(CASE, output, other, by);
      default -> new Guidance.Lift(CASE, output, other, by);
    };
  }

  private Cost cost() {
    return Cost.of(levels, random.nextInt(levels.count()), 1_000L * random.nextInt(1 << 30));
  }

  private static JsonNode recorded(Decision decision) throws JsonProcessingException {
    return JSON.readTree(new String(CanonicalDecision.of(decision), StandardCharsets.UTF_8));
  }

  @Test
  void aRecordedDecisionIsReadBackWithEveryComponent() throws Exception {
    for (long seed = 0; seed < DECISIONS; seed++) {
      Decision decision = decision(seed);
      assertEquals(
          decision, DecisionReader.read(recorded(decision), CASE, CONSTITUTION), "seed " + seed);
    }
    List<Class<?>> records =
        List.of(
            Decision.class, OutputDecision.class, DecisionError.class, CheapestRelaxation.class);
    for (Class<?> type : records) {
      for (RecordComponent component : type.getRecordComponents()) {
        assertTrue(
            drawn.contains(type.getSimpleName() + "." + component.getName()), component::toString);
      }
    }
  }

  @Test
  void aRecordedDecisionHasItsFieldsInOrder() throws Exception {
    for (long seed = 0; seed < DECISIONS; seed++) {
      Decision decision = decision(seed);
      Object tree = JSON.treeToValue(recorded(decision), Map.class);
      assertEquals(
          JSON.writeValueAsString(tree),
          new String(CanonicalDecision.of(decision), StandardCharsets.UTF_8),
          "seed " + seed);
    }
  }

  @Test
  void aPrintedDecisionHasTheSameFieldsButForRelaxations() throws Exception {
    for (long seed = 0; seed < DECISIONS; seed++) {
      Decision decision = decision(seed);
      ObjectNode printed = (ObjectNode) JSON.readTree(DecisionWriter.toJson(decision));
      assertEquals("\"" + CASE + "\"", printed.remove("case").toString());
      assertEquals("\"" + CONSTITUTION + "\"", printed.remove("constitution").toString());
      JsonNode recorded = recorded(decision);
      for (JsonNode output : recorded.findParents("allowing")) {
        ((ObjectNode) output).remove(List.of("allowing", "blocking"));
      }
      assertEquals(recorded, printed, "seed " + seed);
    }
  }
}
