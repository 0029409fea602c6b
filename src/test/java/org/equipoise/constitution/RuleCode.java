package org.equipoise.constitution;

import com.google.common.collect.Iterables;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.equipoise.constitution.CodePlaces.Place;

/**
 * Code that stands in some place of a constitution, in some disguise, and reaches for something:
 * each combination is a form. The same places hold honest code, which differs from the hostile in
 * what it reaches for alone.
 */
final class RuleCode {
  /**
   * One form.
   *
   * @param subject the name of the rule, type, function or query that it stands in
   * @param text that of it
   */
  record Form(String subject, String text) {}

  private static final String TRACED = "System.setProperty( \"escaped\", \"x\" )";

  /** What must not be reached: each is an expression that throws nothing checked. */
  private static final List<String> FORBIDDEN =
      List.of(
          "Runtime.getRuntime().availableProcessors()",
          "ProcessHandle.current().pid()",
          "new java.io.File( \"escaped\" ).mkdir()",
          "java.nio.file.Path.of( \"escaped\" )",
          "java.nio.file.Files.exists( java.nio.file.Path.of( \"x\" ) )",
          "java.io.File.listRoots()",
          "java.net.InetAddress.getLoopbackAddress()",
          "java.net.URI.create( \"http://x\" )",
          "System.getenv( \"PATH\" )",
          "System.getenv().size()",
          TRACED,
          "System.getProperty( \"user.home\" )",
          "System.getProperties().size()",
          "System.lineSeparator()",
          "Integer.getInteger( \"x\" )",
          "Boolean.getBoolean( \"x\" )",
          "System.nanoTime()",
          "System.currentTimeMillis()",
          "java.time.Instant.now()",
          "java.time.LocalDate.now()",
          "java.time.ZoneId.systemDefault()",
          "new java.util.Date()",
          "java.util.Calendar.getInstance()",
          "Math.random()",
          "java.util.UUID.randomUUID()",
          "new java.util.Random().nextInt()",
          "java.util.concurrent.ThreadLocalRandom.current().nextInt()",
          "System.identityHashCode( \"x\" )",
          "Thread.currentThread().getName()",
          "new Thread( \"x\" ).getState()",
          "java.util.concurrent.ForkJoinPool.commonPool()",
          "new java.util.concurrent.atomic.AtomicInteger().incrementAndGet()",
          "new ThreadLocal().toString()",
          "List.of( 1 ).parallelStream().count()",
          "String.class.getMethods().length",
          "Object.class.getClassLoader()",
          "String.class.getModule().getName()",
          "java.lang.invoke.MethodHandles.lookup()",
          "java.lang.reflect.Array.getLength( \"x\" )",
          "Thread.currentThread().getStackTrace().length",
          "org.kie.api.KieServices.get()",
          "org.kie.internal.concurrent.ExecutorProviderFactory.getExecutorProvider()",
          "new org.drools.io.FileSystemResource( \"/etc/hostname\" ).getFile()",
          "new org.drools.core.base.accumulators.CollectListAccumulateFunction()",
          "java.util.logging.Logger.getGlobal().getName()",
          "java.util.Locale.getDefault()",
          "java.util.TimeZone.getDefault()",
          "java.nio.charset.Charset.defaultCharset()",
          "org.equipoise.facts.Attributes.none()",
          "org.equipoise.constitution.vetting.Permissions.none()",
          "\"x\".intern()",
          "java.util.ServiceLoader.load( Runnable.class )",
          "ClassLoader.getSystemClassLoader()",
          "Package.getPackages().length",
          "Runtime.version()",
          "new ProcessBuilder( \"x\" ).command()",
          "ProcessHandle.allProcesses().count()",
          "Thread.getAllStackTraces().size()",
          "StackWalker.getInstance()",
          "System.out.checkError()",
          "System.console()",
          "System.getSecurityManager()",
          "java.util.concurrent.Executors.newCachedThreadPool()",
          "java.util.concurrent.CompletableFuture.completedFuture( 1 )",
          "new java.util.Timer( true ).purge()",
          "java.security.Security.getProviders().length",
          "new java.security.SecureRandom().nextInt()",
          "java.nio.file.FileSystems.getDefault()",
          "java.time.Clock.systemUTC()",
          "java.time.Year.now()",
          "java.util.Currency.getAvailableCurrencies().size()",
          "java.text.NumberFormat.getInstance()",
          "java.util.ResourceBundle.getBundle( \"x\" )",
          "new java.util.Scanner( \"x\" ).hasNext()",
          "new java.util.IdentityHashMap().size()",
          "new java.util.WeakHashMap().size()",
          "new java.util.concurrent.ConcurrentHashMap().size()",
          "List.of( 1 ).spliterator()",
          "\"x\".getBytes().length",
          "new String( new byte[] { 65 } )",
          "org.equipoise.constitution.metering.Meter.mark()",
          "org.equipoise.constitution.metering.Budget.UNATTENDED",
          "org.drools.util.IoUtils.class.getMethods().length",
          "org.kie.api.KieServices.Factory.get()");

  /** What looks like it, and is open to every rule. */
  private static final List<String> OPEN =
      List.of(
          "\"Runtime.getRuntime()\".length()",
          "\"System.exit( 0 );\"",
          "\"new java.io.File\".substring( 4 )",
          "java.time.Instant.parse( \"2026-01-01T00:00:00Z\" )",
          "java.time.LocalDate.of( 2026, 1, 31 ).plusDays( 1 )",
          "java.time.Duration.ofHours( 36 ).toDays()",
          "Math.max( 1, 2 )",
          "Math.abs( -1.5 )",
          "java.util.UUID.fromString( \"00000000-0000-0000-0000-000000000001\" )",
          "new java.math.BigDecimal( \"1.10\" ).add( java.math.BigDecimal.ONE )",
          "java.math.BigInteger.TEN.multiply( java.math.BigInteger.TWO )",
          "Integer.parseInt( \"12\" )",
          "Integer.valueOf( 3 )",
          "\"a b\".replace( \" \", \"_\" )",
          "\"a,b\".split( \",\" ).length",
          "\"abc\".matches( \"[a-c]+\" )",
          "java.util.regex.Pattern.compile( \"a+\" ).matcher( \"aa\" ).matches()",
          "String.join( \"-\", \"a\", \"b\" )",
          "\"x\".repeat( 3 )",
          "List.of( 3, 1, 2 ).size()",
          "List.of( 1, 2 ).stream().count()",
          "List.of( \"a\" ).contains( \"a\" )",
          "Map.of( \"a\", 1 ).get( \"a\" )",
          "new ArrayList( List.of( 1, 2 ) ).size()",
          "java.util.Collections.min( List.of( 2, 1 ) )",
          "java.util.Collections.max( List.of( 1, 2 ) )",
          "java.util.Objects.equals( 1, 1 )",
          "java.util.Optional.of( 1 ).isPresent()",
          "Character.isDigit( \"x\".charAt( 0 ) )",
          "String.class.getSimpleName()",
          "java.util.stream.IntStream.range( 0, 3 ).sum()",
          "java.time.DayOfWeek.MONDAY.plus( 1 )",
          "\"Thread.currentThread()\".contains( \"Thread\" )",
          "java.time.Year.of( 2026 ).isLeap()",
          "java.time.Instant.EPOCH.plusSeconds( 60 )",
          "new java.util.TreeMap().size()",
          "new java.util.LinkedHashSet( List.of( 1 ) ).size()",
          "List.of( 1, 2 ).iterator().hasNext()",
          "\"x\".chars().count()",
          "new String( new char[] { 65, 66 } )",
          "java.util.Objects.toString( 1 )",
          "java.util.Objects.hash( 1, \"a\" )",
          "\"a\".compareTo( \"b\" )",
          "String.format( \"%d of %s\", 3, \"x\" )",
          "new StringBuilder( \"ab\" ).reverse().toString()",
          "new java.math.BigDecimal( \"2\" ).pow( 3 )",
          "Long.parseLong( \"12\" )",
          "Double.parseDouble( \"1.5\" )");

  private RuleCode() {}

  /** Hostile forms, every one of another number; of few, every place and every reach is one. */
  static List<Form> hostile(int number, long seed) {
    List<Place> places = new ArrayList<>(CodePlaces.PLACES);
    places.addAll(CodePlaces.CLOSED);
    return forms(places, FORBIDDEN, number, seed);
  }

  /** One form for every place, which leaves a trace where it runs. */
  static List<Form> traced() {
    List<Place> places = new ArrayList<>(CodePlaces.PLACES);
    places.addAll(CodePlaces.CLOSED);
    return forms(places, List.of(TRACED), places.size(), 0);
  }

  /** Honest forms in the same places. */
  static List<Form> honest(int number, long seed) {
    return forms(CodePlaces.PLACES, OPEN, number, seed);
  }

  /** Imports of all classes that the forms name. */
  static String imports() {
    Set<String> imports = new TreeSet<>(Set.of("import java.util.Objects;"));
    for (String expression : Iterables.concat(FORBIDDEN, OPEN)) {
      CodePlaces.QUALIFIED
          .matcher(expression)
          .results()
          .forEach(it -> imports.add("import " + it.group(1) + "." + it.group(2) + ";"));
    }
    return String.join("\n", imports) + "\n";
  }

  private static List<Form> forms(List<Place> places, List<String> reached, int number, long seed) {
    List<int[]> pairs = new ArrayList<>();
    for (int place = 0; place < places.size(); place++) {
      for (int reach = 0; reach < reached.size(); reach++) {
        pairs.add(new int[] {place, reach});
      }
    }
    Collections.shuffle(pairs, new Random(seed));
    int most = Math.max(places.size(), reached.size());
    for (int i = 0; i < most; i++) {
      pairs.add(i, new int[] {i % places.size(), i % reached.size()});
    }
    List<Form> forms = new ArrayList<>();
    for (int i = 0; i < Math.min(number, pairs.size()); i++) {
      int[] pair = pairs.get(i);
      forms.add(places.get(pair[0]).with(reached.get(pair[1]), 10_000 + i));
    }
    return forms;
  }
}
