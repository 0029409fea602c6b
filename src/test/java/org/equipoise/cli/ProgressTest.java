package org.equipoise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final StringWriter err = new StringWriter();

  private Progress begun() {
    return Progress.of("advise", new PrintWriter(err));
  }

  private List<String> told() {
    return err.toString().lines().map(it -> it.replaceAll("after \\d+ s$", "after N s")).toList();
  }

  @Test
  void whoWaitsIsToldWhatACommandDoesAndHowFarItHasCome() {
    Progress progress = begun();
    progress.tell();
    Progress.at("compiling `rules`");
    progress.tell();
    Progress.Count cases = Progress.counting("inferred", 10_000);
    cases.step();
    cases.step();
    progress.tell();
    Progress.counting("read", "entries").reach(70);
    progress.tell();
    Progress.between();
    progress.tell();
    progress.end();
    assertEquals(
        List.of(
            "advise, after N s",
            "compiling `rules`, after N s",
            "inferred 2 of 10000, after N s",
            "read 70 entries, after N s",
            "advise, after N s"),
        told());
    assertEquals("", Ran.withoutProgress(err.toString()));
  }

  @Test
  void whoWaitsLongIsToldWhatToDo() {
    Progress progress = begun();
    Progress.at("finding revisions");
    Progress.tip("not yet told", 3_600);
    progress.tell();
    Progress.tip("`--seconds S` ends it", 0);
    progress.tell();
    progress.end();
    assertEquals(
        List.of(
            "finding revisions, after N s", "finding revisions (`--seconds S` ends it), after N s"),
        told());
  }

  @Test
  void nothingIsToldWhileACommandWaitsForOthersNorAfterItsEnd() {
    Progress progress = begun();
    Progress.rest();
    progress.tell();
    Progress.at("compiling");
    progress.end();
    progress.tell();
    Progress.at("nothing is running");
    assertEquals(List.of(), told());
  }
}
