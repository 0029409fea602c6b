package org.equipoise.inference;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.equipoise.inference.Situation.Alternative;
import org.equipoise.inference.Situation.Held;
import org.equipoise.inference.Situation.Spoken;
import org.equipoise.inference.Situation.Value;

/** Random situations to run scripts on. */
final class Situations extends Dice {
  private static final int MOST_ELEMENTS = 8;

  Situations(Random random) {
    super(random);
  }

  /** A situation in which, with the rules given, there are at most eight elements. */
  Situation situation(Script script) {
    int room = MOST_ELEMENTS - script.rules().size();
    List<Alternative> outputs = new ArrayList<>();
    int count = 1 + weighted(1, 4, 2);
    for (int i = 0; i < count; i++) {
      outputs.add(new Alternative(Vocabularies.OUTPUTS.get(i), attributes("pqnms", 0.6)));
    }
    Map<String, Value> attributes = attributes("uvw", 0.7);
    int disputes = Math.min(room, weighted(4, 4, 2));
    List<Held> held = new ArrayList<>();
    int judgments = Math.min(room - disputes, weighted(1, 3, 4, 3, 1));
    for (int i = 0; i < judgments; i++) {
      String output = pick(Vocabularies.OUTPUTS.subList(0, count));
      Map<String, Value> circumstances = attributes("gh", 0.6);
      String holder = script.areLevelled() && chance(0.7) ? pick(Vocabularies.HOLDERS) : null;
      Integer age = chance(0.7) ? Integer.valueOf(random.nextInt(3)) : null;
      if (count > 1 && chance(0.3)) {
        List<String> others = new ArrayList<>(Vocabularies.OUTPUTS.subList(0, count));
        others.remove(output);
        held.add(
            new Held(
                Vocabularies.JUDGMENTS.get(i),
                output,
                null,
                pick(others),
                holder,
                age,
                circumstances));
      } else {
        held.add(
            new Held(
                Vocabularies.JUDGMENTS.get(i),
                output,
                pick(Vocabularies.STATUSES),
                null,
                holder,
                age,
                circumstances));
      }
    }
    List<Spoken> messages = new ArrayList<>();
    for (int i = weighted(3, 3, 2); i > 0; i--) {
      messages.add(
          new Spoken(pick(Vocabularies.ROLES), pick(List.of("x", "y")), attributes("pn", 0.8)));
    }
    for (int i = 0; i < disputes; i++) {
      Map<String, Value> owner =
          !messages.isEmpty() && chance(0.25)
              ? pick(messages).attributes()
              : chance(0.25) ? attributes : outputs.get(random.nextInt(count)).attributes();
      List<String> names = new ArrayList<>(owner.keySet());
      if (!names.isEmpty()) {
        String name = pick(names);
        owner.put(name, new Value(owner.get(name).value(), true));
      }
    }
    Collections.shuffle(outputs, random);
    Collections.shuffle(held, random);
    List<String> session = Vocabularies.RAISED.stream().filter(it -> chance(0.25)).toList();
    return new Situation(attributes, outputs, held, messages, session, chance(0.15));
  }

  private Map<String, Value> attributes(String names, double presence) {
    Map<String, Value> values = new LinkedHashMap<>();
    for (int i = 0; i < names.length(); i++) {
      char name = names.charAt(i);
      if (chance(presence)) {
        Object value =
            switch (name) {
              case 'p', 'q', 'u', 'g' -> chance(0.6);
              case 'n', 'm', 'v', 'h' -> random.nextInt(4);
              default -> pick(List.of("x", "y"));
            };
        values.put(String.valueOf(name), new Value(value, false));
      }
    }
    if (!names.equals("gh") && chance(0.5)) {
      values.put("l", new Value(chance(0.5) ? List.of("x", "y") : List.of("y"), false));
    }
    return values;
  }
}
