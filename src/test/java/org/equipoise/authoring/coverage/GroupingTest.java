package org.equipoise.authoring.coverage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.equipoise.authoring.coverage.AttributeState.State;
import org.equipoise.authoring.coverage.Coverage.Group;
import org.equipoise.authoring.coverage.Coverage.Silence;
import org.equipoise.constitution.reading.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupingTest {

  private record Thing(Set<AttributeState> traits, boolean isSilent, String id) {
    boolean has(AttributeState wanted) {
      return wanted.state() == State.IS
          ? traits.contains(wanted)
          : traits.stream().anyMatch(it -> it.attribute().equals(wanted.attribute()))
              == (wanted.state() == State.PRESENT);
    }

    boolean hasAll(List<AttributeState> wanted) {
      return wanted.stream().allMatch(this::has);
    }
  }

  private static AttributeState is(String attribute, String value) {
    return AttributeState.is(Subject.OUTPUT, attribute, value);
  }

  private static Silence silence(List<Thing> things) {
    Grouping grouping = new Grouping();
    things.forEach(it -> grouping.add(it.traits(), it.isSilent(), it.id()));
    return grouping.silence();
  }

  /** Things with few attributes of few values, one of many values, and silence where some hold. */
  private static List<Thing> random(Random random) {
    List<Thing> things = new ArrayList<>();
    int attributes = 1 + random.nextInt(6);
    AttributeState guilty = is("a0", "\"0\"");
    for (int i = 0; i < 1 + random.nextInt(120); i++) {
      Set<AttributeState> traits = new HashSet<>();
      for (int a = 0; a < attributes; a++) {
        if (random.nextInt(4) > 0) {
          traits.add(is("a" + a, "\"" + random.nextInt(3) + "\""));
        }
      }
      if (random.nextBoolean()) {
        traits.add(is("name", "\"n" + random.nextInt(1000) + "\""));
      }
      boolean isSilent = traits.contains(guilty) ? random.nextInt(5) > 0 : random.nextInt(6) == 0;
      things.add(new Thing(traits, isSilent, "T-" + i));
    }
    return things;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void everySilentThingIsInTheFirstGroupItFitsAndAllCountsAreRight(long seed) {
    List<Thing> things = random(new Random(seed));
    Silence silence = silence(things);
    List<Thing> left = new ArrayList<>(things.stream().filter(Thing::isSilent).toList());
    assertEquals(left.size(), silence.count(), "seed " + seed);
    for (Group group : silence.groups()) {
      String shown = "seed " + seed + ": " + group;
      List<Thing> members = left.stream().filter(it -> it.hasAll(group.where())).toList();
      assertEquals(members.size(), group.count(), shown);
      assertTrue(members.stream().allMatch(it -> it.hasAll(group.shared())), shown);
      assertEquals(
          things.stream().filter(it -> it.hasAll(group.where())).count(), group.among(), shown);
      assertEquals(
          things.stream()
              .filter(it -> it.hasAll(group.where()) && it.hasAll(group.shared()))
              .count(),
          group.alike(),
          shown);
      left.removeAll(members);
    }
    assertTrue(left.isEmpty(), "seed " + seed + ": in no group " + left);
  }

  @Test
  void theOrderOfThingsDoesNotMatter() {
    Random random = new Random(7);
    List<Thing> things = random(random);
    Silence expected = silence(things);
    for (int i = 0; i < 10; i++) {
      Collections.shuffle(things, random);
      assertEquals(expected, silence(things));
    }
  }

  @Test
  void whatMarksTheSilentOffIsFoundAndWhatTheyShareIsTold() {
    List<Thing> things = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      boolean isTax = i % 4 == 0;
      things.add(
          new Thing(
              Set.of(is("topic", isTax ? "\"tax\"" : "\"law\""), is("kind", "1"), is("id", "" + i)),
              isTax,
              String.format("%02d", i)));
    }
    Silence silence = silence(things);
    assertEquals(
        List.of(
            new Group(
                List.of(is("topic", "\"tax\"")),
                List.of(is("kind", "1")),
                10,
                10,
                10,
                List.of("00", "04", "08"))),
        silence.groups());
  }

  @Test
  void whatIsNotThereMarksOffToo() {
    List<Thing> things = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Set<AttributeState> traits =
          i < 5 ? Set.of(is("b", "1")) : Set.of(is("a", "1"), is("b", "1"));
      things.add(new Thing(traits, i < 5, "T" + i));
    }
    assertEquals(
        List.of(AttributeState.absent(Subject.OUTPUT, "a")),
        silence(things).groups().get(0).where());
  }

  @Test
  void memoryDoesNotGrowWithTheNumberOfThings() {
    Grouping grouping = new Grouping();
    Random random = new Random(3);
    int silent = 0;
    for (int i = 0; i < 12_000; i++) {
      Set<AttributeState> traits = new TreeSet<>();
      for (int a = 0; a < 12; a++) {
        traits.add(is("a" + a, "" + random.nextInt(9)));
      }
      traits.add(is("free." + i, "1"));
      grouping.add(traits, i % 100 == 0, "T" + i);
      silent += i % 100 == 0 ? 1 : 0;
    }
    assertTrue(grouping.rows() <= 10_000, grouping.rows() + " rows");
    Silence silence = grouping.silence();
    assertEquals(silent, silence.count());
    assertEquals(silent, silence.groups().stream().mapToLong(Group::count).sum());
  }
}
