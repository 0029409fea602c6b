package org.equipoise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.equipoise.consultation.AdoptionRule;
import org.equipoise.consultation.Consultation;
import org.equipoise.consultation.Grouping;
import org.equipoise.consultation.StatementResult;
import org.equipoise.consultation.Vote;
import org.equipoise.consultation.Votes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code consult}, on votes of a few people and on those of public consultations. */
class ConsultTest {
  private static final int DRAWS = 20;
  private static final Path POLIS = Path.of("../shared/data/polis");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  /** Two groups of six; all agree with 7, half with 8, and 9 was taken out. */
  private Path wide() throws IOException {
    StringBuilder text = new StringBuilder("participant;group-id;n-votes;7;8;9\n");
    for (int p = 1; p <= 12; p++) {
      text.append("%d;%s;3;1;%d;1%n".formatted(p, p % 2 == 0 ? "x" : "y", p <= 6 ? 1 : -1));
    }
    text.append("13;;1;-1;;\n");
    return write("votes.csv", text.toString());
  }

  private Path statements() throws IOException {
    return write(
        "statements.csv",
        "comment-id,moderated,comment-body\n7,1,\"Say \"\"yes\"\",\nall of you\"\n8,0,Perhaps\n9,-1,Out\n");
  }

  @Test
  void whatEveryGroupAgreesWithIsAdopted() throws IOException {
    Ran ran = Ran.of("consult", "--votes", wide(), "--statements", statements(), "--format=json");
    assertEquals(0, ran.code(), ran.toString());
    JsonNode found = JSON.readTree(ran.out());
    assertEquals(13, found.path("participants").asInt());
    assertEquals(
        "[{\"group\":\"x\",\"size\":6},{\"group\":\"y\",\"size\":6}]",
        found.path("groups").toString());
    assertTrue(found.path("quorum").asBoolean());
    JsonNode seven = found.path("statements").get(0);
    assertEquals("7", seven.path("statement").asText());
    assertTrue(seven.path("adopted").asBoolean() && !seven.path("robust").isMissingNode());
    assertEquals(49.0 / 64, seven.path("groupInformedConsensus").asDouble());
    assertEquals(12, seven.path("agrees").asInt());
    assertEquals(1, seven.path("disagrees").asInt());
    assertEquals(
        "{\"group\":\"x\",\"agrees\":6,\"disagrees\":0,\"votes\":6}",
        seven.path("byGroup").get(0).toString());
    assertTrue(!found.path("statements").get(1).path("adopted").asBoolean());
    assertTrue(found.path("statements").get(2).path("moderated").asBoolean());
    Ran slates = Ran.of("consult", "--votes", wide(), "--slate=1", "--format=json");
    Ran disputed = Ran.of("consult", "--votes", disputed(), "--format=json");
    FormatsPage.read().holds("consult", ran, slates, disputed);
  }

  @Test
  void whatIsAdoptedIsWrittenAsAConstitutionThatPasses() throws IOException {
    Path rules = folder.resolve("rules");
    Ran ran = Ran.of("consult", "--votes", wide(), "--statements", statements(), "--to", rules);
    assertEquals(0, ran.code(), ran.toString());
    assertTrue(ran.out().contains("7: Say \"yes\""), ran.out());
    assertEquals(0, Ran.of("check", rules).code(), Ran.of("check", rules).toString());
    Ran tested = Ran.of("test", rules);
    assertEquals("1 fixture: 1 passed, 0 failed", tested.lines().get(0), tested.toString());
    Ran again = Ran.of("consult", "--votes", wide(), "--to", rules);
    assertEquals(2, again.code(), again.toString());
    assertTrue(again.err().contains("not empty"), again.err());
  }

  /** Two groups of ten; four of a party of six disagree with what all others agree with. */
  private Path disputed() throws IOException {
    StringBuilder text = new StringBuilder("participant,group-id,1,2\n");
    for (int p = 0; p < 20; p++) {
      text.append("%d,%d,%d,%d%n".formatted(p, p % 2, p < 4 ? -1 : 1, p < 6 ? 1 : -1));
    }
    return write("disputed.csv", text.toString());
  }

  @Test
  void whoObjectsAndWhatFewCanChangeIsSaid() throws IOException {
    Ran json = Ran.of("consult", "--votes", disputed(), "--block=3", "--format=json");
    JsonNode found = JSON.readTree(json.out());
    JsonNode first = found.path("statements").get(0);
    assertEquals(
        "{\"by\":\"smallest\",\"shared\":[{\"statement\":\"2\",\"vote\":\"agree\"}],"
            + "\"agrees\":2,\"votes\":6,\"equals\":1}",
        first.path("objections").get(0).toString());
    assertEquals(4, first.path("madeUp").asInt(), "8 of 14 are no majority");
    assertEquals(
        "{\"person\":0,\"people\":0,\"block\":3,\"takesOut\":0,\"bringsIn\":0}",
        found.path("influence").toString());
    Ran text = Ran.of("consult", "--votes", disputed(), "--block=4");
    String said = text.out();
    assertTrue(said.contains("fewest who object: the 6 who agree with 2, of whom 2 agree"), said);
    assertTrue(said.contains("4 made-up participants can take out at most 1"), said);
  }

  @Test
  void winnersAreFoundFromRankingsInEitherForm() throws IOException {
    Path wide = write("wide.csv", "participant,a,b,c\n1,1,2,3\n2,2,3,1\n3,3,1,2\n4,1,2,\n");
    Path rows =
        write(
            "rows.csv",
            """
            participant,item,rank
            1,a,1
            1,b,2
            1,c,3
            2,a,2
            2,b,3
            2,c,1
            3,a,3
            3,b,1
            3,c,2
            4,a,1
            4,b,2
            """);
    Ran ran = Ran.of("consult", "--rankings", wide, "--format=json");
    assertEquals(0, ran.code(), ran.toString());
    assertEquals(ran.out(), Ran.of("consult", "--rankings", rows, "--format=json").out());
    JsonNode found = JSON.readTree(ran.out());
    assertEquals("[\"a\",\"c\"]", found.path("schulze").path("winners").toString());
    assertEquals(
        "1/4", found.path("maximalLotteries").path("chances").get(0).path("least").asText());
    FormatsPage.read().holds("winners", ran);
  }

  @Test
  void itemsThatDoNotHangTogetherHaveNoStrengths() throws IOException {
    Path pairs = write("pairs.csv", "winner,loser,times\na,b,3\nb,c,1\n");
    Ran ran = Ran.of("consult", "--pairs", pairs);
    assertEquals(1, ran.code(), ran.toString());
    assertTrue(ran.out().contains("no answer, since the items do not hang together"), ran.out());
    assertTrue(ran.out().contains("3 items, 4 comparisons"), ran.out());
    Ran both = Ran.of("consult", "--pairs", pairs, "--votes", pairs);
    assertEquals(2, both.code());
    assertTrue(both.err().contains("one of `--votes`, `--rankings` and `--pairs`"), both.err());
    Ran self = Ran.of("consult", "--pairs", write("self.csv", "winner,loser\na,a\n"));
    assertTrue(
        self.err().contains("self.csv:2:3: error [wrong-value] `a` is compared"), self.err());
    Ran zero = Ran.of("consult", "--rankings", write("zero.csv", "participant,a\n1,0\n"));
    assertTrue(zero.err().contains("no number from 1 on"), zero.err());
  }

  @Test
  void slatesAreFoundAndCheckedWhereTheyAreAskedFor() throws IOException {
    Ran json = Ran.of("consult", "--votes", wide(), "--slate", "1", "--format=json");
    assertEquals(0, json.code(), json.toString());
    JsonNode slates = JSON.readTree(json.out()).path("slates");
    assertEquals(
        "[{\"statements\":[\"7\"],\"jr\":true,\"ejrPlus\":true,\"neglected\":[]},"
            + "{\"statements\":[\"9\"],\"jr\":true,\"ejrPlus\":true,\"neglected\":[]}]",
        slates.path("proportionalApproval").path("slates").toString());
    assertEquals("12/1", slates.path("proportionalApproval").path("score").asText());
    assertEquals(2, slates.path("welfare").path("front").size());
    Ran text = Ran.of("consult", "--votes", wide(), "--slate", "1");
    assertTrue(
        text.out().contains("proportional approval, score 12.00: 2 equally good"), text.out());
    Ran wrong = Ran.of("consult", "--votes", wide(), "--slate", "31");
    assertEquals(2, wrong.code());
    assertTrue(wrong.err().contains("1 to 30"), wrong.err());
  }

  @Test
  void groupsAreFoundWhereNoneAreNamed() throws IOException {
    StringBuilder text = new StringBuilder("participant,comment-id,vote\n");
    for (int p = 0; p < 30; p++) {
      for (int s = 0; s < 8; s++) {
        text.append("%d,%d,%d%n".formatted(p, s, s == 0 || (p % 3 == 0) == (s % 2 == 0) ? 1 : -1));
      }
    }
    Path votes = write("long.csv", text.toString());
    Ran ran = Ran.of("consult", "--votes", votes, "--k", "2..3", "--seeds", "2", "--samples", "0");
    assertEquals(0, ran.code(), ran.toString());
    assertEquals("30 participants, 2 groups: 1 with 10, 2 with 20", ran.lines().get(0));
    assertTrue(ran.out().contains("1 adopted"), ran.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "participant,comment-id,vote\\n1,2,3 | votes.csv:2:5: error [wrong-value] `3` is no vote; write 1",
        "participant,comment-id,vote\\n1,2, | the vote is empty",
        "participant,comment-id,vote\\n,2,1 | votes.csv:2:1: error [wrong-value] the participant is empty",
        "participant,comment-id\\n1,2 | has no column `vote`",
        "who,comment-id,vote\\n1,2,1 | has no column `participant`",
        "participant,comment-id,vote\\n1,2 | votes.csv:2:1: error [syntax] the row has 2 cells",
        "participant,comment-id,vote\\n1,\"2,1 | quote is not closed",
        "'' | the file is empty"
      })
  void aFaultyFileIsRefusedWithItsPlace(String text, String why) throws IOException {
    Path votes = write("votes.csv", text.replace("\\n", "\n"));
    Ran ran = Ran.of("consult", "--votes", votes);
    assertEquals(2, ran.code(), ran.toString());
    assertTrue(ran.err().contains(why), ran.err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--k=1",
        "--k=3..2",
        "--k=x",
        "--seeds=0",
        "--quorum=0",
        "--majority=1",
        "--majority=0.12345678"
      })
  void aNumberOutOfRangeIsRefused(String option) throws IOException {
    Ran ran = Ran.of("consult", "--votes", wide(), option);
    assertEquals(2, ran.code(), ran.toString());
  }

  @Test
  void theAnswerDoesNotDependOnTheOrderOfLines() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int p = 0; p < 40; p++) {
      for (int s = 0; s < 9; s++) {
        if ((p * 7 + s * 5) % 6 != 0) {
          int vote = (p % 3 == 0) == (s % 2 == 0) ? 1 : (p + s) % 4 == 0 ? 0 : -1;
          text.append("%d,%d,%d%n".formatted(p, s, s == 8 ? 1 : vote));
        }
      }
    }
    List<String> lines = new ArrayList<>(text.toString().lines().toList());
    String first = null;
    for (int order = 0; order < 3; order++) {
      Path votes =
          write("order.csv", "participant,comment-id,vote\n" + String.join("\n", lines) + "\n");
      Ran ran =
          Ran.of(
              "consult",
              "--votes",
              votes,
              "--k=2..3",
              "--seeds=2",
              "--samples=3",
              "--slate=2",
              "--format=json");
      first = first == null ? ran.out() : first;
      assertEquals(first, ran.out());
      Collections.shuffle(lines, new Random(order));
    }
  }

  private JsonNode polis(String conversation) throws IOException {
    Path data = POLIS.resolve(conversation);
    assumeTrue(Files.isDirectory(data), data + " is absent");
    Ran ran =
        Ran.of(
            "consult",
            "--votes",
            data.resolve("votes.csv"),
            "--groups",
            data.resolve("participants.csv"),
            "--statements",
            POLIS.resolve("common").resolve(conversation).resolve("comments.csv"),
            "--samples=0",
            "--format=json");
    return JSON.readTree(ran.out());
  }

  @ParameterizedTest
  @CsvSource({
    "american-assembly.bowling-green, 39",
    "vtaiwan.uberx, 22",
    "bg2050-volunteers, -1",
    "london.youth.policing, -1"
  })
  void publicConsultationsAdoptWhatACountByHandAdopts(String conversation, int adopted)
      throws IOException {
    JsonNode found = polis(conversation);
    assertEquals(adopted >= 0, found.path("quorum").asBoolean());
    int count = 0;
    for (JsonNode statement : found.path("statements")) {
      count += statement.path("adopted").asBoolean() ? 1 : 0;
    }
    assertEquals(Math.max(0, adopted), count);
  }

  @ParameterizedTest
  @CsvSource({"american-assembly.bowling-green", "vtaiwan.uberx"})
  void whatSevenInTenAdoptHoldsForTheOthersInThreeOfFiveStatements(String conversation) {
    Path data = POLIS.resolve(conversation);
    assumeTrue(Files.isDirectory(data), data + " is absent");
    VotesFiles files =
        VotesFiles.read(
            data.resolve("votes.csv"),
            POLIS.resolve("common").resolve(conversation).resolve("comments.csv"),
            data.resolve("participants.csv"));
    Set<String> adopted = new HashSet<>();
    part(files, true).adopted().forEach(it -> adopted.add(it.statement()));
    int held = 0;
    int all = 0;
    for (StatementResult other : part(files, false).statements()) {
      if (other.isQuorum() && adopted.contains(other.statement())) {
        all++;
        held += other.isAdopted() ? 1 : 0;
      }
    }
    assertTrue(all >= 15 && 5 * held >= 3 * all, held + " of " + all);
  }

  /** The table of {@code consult.md}: means over 20 draws of seven tenths of the participants. */
  @ParameterizedTest
  @ValueSource(strings = {"american-assembly.bowling-green", "vtaiwan.uberx", "brexit-consensus"})
  void whatIsAdoptedHasTheAgreementOfMostOfEveryGroupOfTheOthers(String conversation)
      throws Exception {
    Path data = POLIS.resolve(conversation);
    assumeTrue(Files.isDirectory(data), data + " is absent");
    VotesFiles files =
        VotesFiles.read(
            data.resolve("votes.csv"),
            POLIS.resolve("common").resolve(conversation).resolve("comments.csv"),
            data.resolve("participants.csv"));
    double adopted = 0;
    double known = 0;
    double ofAll = 0;
    double again = 0;
    DoubleSummaryStatistics most = new DoubleSummaryStatistics();
    for (int draw = 0; draw < DRAWS; draw++) {
      Set<String> drawn = drawn(files, draw + conversation + ":");
      Set<String> here = new HashSet<>();
      part(files, drawn::contains).adopted().forEach(it -> here.add(it.statement()));
      List<StatementResult> all =
          part(files, who -> !drawn.contains(who)).statements().stream()
              .filter(it -> it.isQuorum() && !it.isModerated())
              .toList();
      List<StatementResult> kept =
          all.stream().filter(it -> here.contains(it.statement())).toList();
      adopted += here.size();
      known += kept.size();
      most.accept(share(kept, ConsultTest::isOfMost));
      ofAll += share(all, ConsultTest::isOfMost);
      again += share(kept, StatementResult::isAdopted);
    }
    String row =
        String.format(
            Locale.ROOT,
            "| %.1f | %.1f | %.0f %% | %.0f to %.0f %% | %.0f %% | %.0f %% |",
            adopted / DRAWS,
            known / DRAWS,
            most.getAverage(),
            most.getMin(),
            most.getMax(),
            again / DRAWS,
            ofAll / DRAWS);
    assertTrue(Files.readString(Path.of("src/docs/consult.md")).contains(row), row);
  }

  private static Set<String> drawn(VotesFiles files, String salt) throws Exception {
    Set<String> drawn = new HashSet<>();
    for (String participant : files.votes().participants()) {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest((salt + participant).getBytes(StandardCharsets.UTF_8));
      if (Integer.toUnsignedLong(ByteBuffer.wrap(hash).getInt()) % 100 < 70) {
        drawn.add(participant);
      }
    }
    return drawn;
  }

  private static double share(List<StatementResult> of, Predicate<StatementResult> what) {
    return 100.0 * of.stream().filter(what).count() / of.size();
  }

  private static boolean isOfMost(StatementResult statement) {
    return statement.byGroup().stream().allMatch(it -> 2 * it.agrees() > it.votes());
  }

  private static Consultation part(VotesFiles files, boolean isMost) {
    Set<String> most = new HashSet<>();
    List<String> all = files.votes().participants();
    for (int p = 0; p < all.size(); p++) {
      if (p % 10 < 7) {
        most.add(all.get(p));
      }
    }
    return part(files, who -> most.contains(who) == isMost);
  }

  /** What some participants agree with in the groups of the files. */
  private static Consultation part(VotesFiles files, Predicate<String> isOf) {
    Votes votes = files.votes();
    Votes.Collector some = new Votes.Collector();
    for (int p = 0; p < votes.participants().size(); p++) {
      if (!isOf.test(votes.participants().get(p))) {
        continue;
      }
      for (int s = 0; s < votes.statements().size(); s++) {
        Vote vote = votes.vote(p, s);
        if (vote != null) {
          some.vote(votes.participants().get(p), votes.statements().get(s), vote);
        }
      }
    }
    Votes own = some.votes();
    return Consultation.of(
        own, Grouping.of(own, files.groups()), AdoptionRule.DEFAULT, files.moderated());
  }

  @Test
  void theGroupInformedConsensusIsThatOfACountByHand() throws IOException {
    JsonNode found = polis("bg2050-volunteers");
    Path data = POLIS.resolve("bg2050-volunteers");
    Map<String, String> groups = new HashMap<>();
    for (String line : Files.readAllLines(data.resolve("participants.csv"))) {
      List<String> cells = List.of(line.split(",", -1));
      groups.put(cells.get(0), cells.get(1));
    }
    Map<String, int[]> counts = new HashMap<>();
    for (String line : Files.readAllLines(data.resolve("votes.csv"))) {
      List<String> cells = List.of(line.split(",", -1));
      String key = cells.get(1) + " " + groups.get(cells.get(0));
      int[] own = counts.computeIfAbsent(key, it -> new int[2]);
      own[0] += cells.get(2).equals("1") ? 1 : 0;
      own[1]++;
    }
    assertEquals(371, found.path("statements").size());
    for (JsonNode statement : found.path("statements")) {
      double product = 1;
      for (JsonNode group : found.path("groups")) {
        String key = statement.path("statement").asText() + " " + group.path("group").asText();
        int[] own = Objects.requireNonNullElse(counts.get(key), new int[2]);
        product *= (own[0] + 1.0) / (own[1] + 2.0);
      }
      assertEquals(product, statement.path("groupInformedConsensus").asDouble(), 1e-15);
    }
  }
}
