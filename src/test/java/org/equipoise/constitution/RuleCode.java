package org.equipoise.constitution;

import com.google.common.collect.Iterables;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Code that stands in some place of a constitution, in some disguise, and reaches for something:
 * each combination is a form. The same places hold honest code, which differs from the hostile in
 * what it reaches for alone.
 */
@SuppressWarnings("StringConcatToTextBlock")
final class RuleCode {
  /**
   * One form.
   *
   * @param subject the name of the rule, type, function or query that it stands in
   * @param text that of it
   */
  record Form(String subject, String text) {}

  /**
   * A place and a disguise: {@code #E} stands for an expression, {@code #S} for the same with the
   * simple names of classes, and {@code #N} for a number.
   */
  private record Place(String subject, String text) {
    static Place consequence(String body) {
      return rule("$o : Output()", body);
    }

    static Place condition(String conditions) {
      return rule(conditions.replace("#E", "#S"), "forbid( $o, \"#N\" );");
    }

    private static Place rule(String conditions, String body) {
      return new Place(
          "r#N",
          "rule \"r#N\"\n    @Principle\nwhen\n    "
              + conditions
              + "\nthen\n    "
              + body
              + "\nend\n");
    }

    Form with(String expression, int number) {
      String simple = QUALIFIED.matcher(expression).replaceAll("$2");
      String filled = text.replace("#E", expression).replace("#S", simple);
      String shown = Integer.toString(number);
      return new Form(subject.replace("#N", shown), filled.replace("#N", shown));
    }
  }

  private static final Pattern QUALIFIED =
      Pattern.compile("\\b((?:java|org)(?:\\.[a-z]\\w*)+)\\.([A-Z]\\w*)");

  private static final String SAY = " forbid( $o, \"#N\" + it );";

  /** Where code may stand that runs when a case is decided. */
  private static final List<Place> PLACES =
      List.of(
          Place.consequence("Object it = #E;" + SAY),
          Place.consequence("forbid( $o, \"#N\" + #E );"),
          Place.consequence(
              "java.util.function.Supplier<Object> s = () -> #E; Object it = s.get();" + SAY),
          Place.consequence(
              "java.util.function.Supplier<java.util.function.Supplier<Object>> s = () -> () -> #E;"
                  + " Object it = s.get().get();"
                  + SAY),
          Place.consequence(
              "Object it = new Object() { public String toString() { return \"\" + #E; } };" + SAY),
          Place.consequence(
              "class L { Object go() { return #E; } } Object it = new L().go();" + SAY),
          Place.consequence("class L { Object f; L() { f = #E; } } Object it = new L().f;" + SAY),
          Place.consequence("class L { Object f = #E; } Object it = new L().f;" + SAY),
          Place.consequence("class L { Object f; { f = #E; } } Object it = new L().f;" + SAY),
          Place.consequence(
              "class L { class M { Object go() { return #E; } } } Object it = new L().new M().go();"
                  + SAY),
          Place.consequence(
              "class L { Object go() { return 1; } } class M extends L { Object go() { return #E; }"
                  + " } L l = new M(); Object it = l.go();"
                  + SAY),
          Place.consequence(
              "record R( Object f ) { R { f = #E; } } Object it = new R( 1 ).f();" + SAY),
          Place.consequence(
              "record R( int n ) { Object go() { return #E; } } Object it = new R( 1 ).go();"
                  + SAY),
          Place.consequence(
              "interface I { default Object go() { return #E; } } Object it = new I() { }.go();"
                  + SAY),
          Place.consequence(
              "class W { <T> T same( T t ) { return t; } } Object it = new W().same( (Object) #E );"
                  + SAY),
          Place.consequence("Object it = $o == null ? null : #E;" + SAY),
          Place.consequence("Object it = (Object) (Comparable<?>) (\"\" + #E);" + SAY),
          Place.consequence("Object[] all = { #E, 1 }; Object it = all[1];" + SAY),
          Place.consequence("Object it = List.of( \"\" + #E ).get( 0 );" + SAY),
          Place.consequence(
              "Object it = switch ( $o.getIndex() ) { case 0 -> #E; default -> (Object) 1; };"
                  + SAY),
          Place.consequence("Object it = null; for ( int i = 0; i < 2; i++ ) { it = #E; }" + SAY),
          Place.consequence("Object it = null; try { it = 1; } finally { it = #E; }" + SAY),
          Place.consequence(
              "Object it = null; try { Integer.parseInt( \"x\" ); }"
                  + " catch ( NumberFormatException e ) { it = #E; }"
                  + SAY),
          Place.consequence(
              "Object it = List.of( 1, 2 ).stream().map( n -> \"\" + n + #E ).toList();" + SAY),
          Place.consequence(
              "Object it = java.util.Optional.of( 1 ).map( n -> (Object) #E ).get();" + SAY),
          Place.consequence(
              "ArrayList<String> l = new ArrayList<>( List.of( \"b\", \"a\" ) );"
                  + " l.sort( ( a, b ) -> (\"\" + #E).length() * 0 + a.compareTo( b ) );"
                  + " Object it = l;"
                  + SAY),
          Place.consequence("if ( ((Object) #E) != null ) { forbid( $o, \"#N\" ); }"),
          Place.consequence(
              "StringBuilder b = new StringBuilder(); b.append( #E ); Object it = b;" + SAY),
          Place.consequence("Object it = ((java.util.function.Supplier<?>) () -> #E).get();" + SAY),
          Place.consequence(
              "class ProjectModel { Object getRules() { return #E; } }"
                  + " Object it = new ProjectModel().getRules();"
                  + SAY),
          Place.consequence(
              "class Rules { Object rule_r() { return #E; } } Object it = new Rules().rule_r();"
                  + SAY),
          Place.condition("$o : Output( Objects.nonNull( #E ) )"),
          Place.condition("$o : Output( $it : Objects.nonNull( #E ) )"),
          Place.condition("$o : Output()\n    eval( $o.getIndex() >= 0 && Objects.nonNull( #E ) )"),
          Place.condition("$o : Output()\n    exists Output( Objects.nonNull( #E ) )"),
          Place.condition("$o : Output()\n    not Output( index > 5, Objects.nonNull( #E ) )"),
          Place.condition(
              "$o : Output()\n    accumulate( Output( $i : index );"
                  + " $n : sum( String.valueOf( #E ).length() ) )"),
          Place.condition(
              "$o : Output()\n"
                  + "    $n : Number() from accumulate( Output( $i : index ), init( int t = 0; )"
                  + " action( t += $i + String.valueOf( #E ).length(); ) result( t ) )"),
          Place.condition(
              "$o : Output()\n    $n : Object() from accumulate( Output( $i : index ),"
                  + " init( int t = 0; ) action( t += $i; ) result( \"\" + t + #E ) )"),
          Place.condition("$o : Output()\n    $s : Object() from List.of( $o.getId(), \"\" + #E )"),
          new Place(
              "f#N",
              "function Object f#N( Object a ) {\n    return #E;\n}\n"
                  + "rule \"calls f#N\"\n    @Principle\nwhen\n    $o : Output()\nthen\n"
                  + "    forbid( $o, \"\" + f#N( 1 ) );\nend\n"),
          new Place(
              "f#N",
              "function Object f#N( Object a ) {\n"
                  + "    java.util.function.Supplier<Object> s = () -> #E; return s.get();\n}\n"),
          new Place("q#N", "query q#N( String $n )\n    Output( Objects.nonNull( #S ) )\nend\n"),
          new Place("T#N", "declare T#N\n    it : Object = #E\nend\n"),
          new Place("T#N", "declare T#N\n    n : int = (\"\" + #E).length()\nend\n"));

  /** Where nothing but plain values may stand, and names that the compiler gives. */
  private static final List<Place> CLOSED =
      List.of(
          Place.consequence(
              "class L { static final String F = \"\" + #E; } Object it = L.F;" + SAY),
          Place.consequence(
              "class L { static int n = 1; static { n = (\"\" + #E).length(); } }"
                  + " Object it = L.n;"
                  + SAY),
          Place.consequence(
              "class L { enum E { A; String f = \"\" + #E; } } Object it = L.E.A.f;" + SAY),
          Place.consequence(
              "interface I { String F = \"\" + #E; } Object it = new I() { }.F;" + SAY),
          Place.consequence(
              "class L { static Object $SWITCH_TABLE$x() { try { return #E; }"
                  + " catch ( Throwable t ) { return t; } } } Object it = L.$SWITCH_TABLE$x();"
                  + SAY),
          Place.consequence(
              "class L { Object lambda$0() { return #E; } } Object it = new L().lambda$0();" + SAY),
          Place.consequence(
              "class L { Object access$000() { return #E; } } Object it = new L().access$000();"
                  + SAY),
          Place.consequence(
              "class L { static Object $deserializeLambda$( Object o ) { return #E; } }"
                  + " Object it = L.$deserializeLambda$( null );"
                  + SAY),
          Place.condition("$o : Output()\n    $s : Object() from #E"),
          Place.condition("$o : Output()\n    $s : Object() from List.of( \"\" + #E )"),
          new Place(
              "Rules0123456789ABCDEF0123456789AB#N",
              "declare Rules0123456789ABCDEF0123456789AB#N\n    it : Object = #E\nend\n"),
          new Place(
              "LambdaPredicate0123456789ABCDEF0123456789AB#N",
              "declare LambdaPredicate0123456789ABCDEF0123456789AB#N\n"
                  + "    it : Object = #E\n"
                  + "end\n"));

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
          "System.setProperty( \"escaped\", \"x\" )",
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
          "java.util.ServiceLoader.load( Runnable.class )");

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
          "java.time.DayOfWeek.MONDAY.plus( 1 )");

  private RuleCode() {}

  /** Hostile forms, every one of another number; of few, every place and every reach is one. */
  static List<Form> hostile(int number, long seed) {
    List<Place> places = new ArrayList<>(PLACES);
    places.addAll(CLOSED);
    return forms(places, FORBIDDEN, number, seed);
  }

  /** Honest forms in the same places. */
  static List<Form> honest(int number, long seed) {
    return forms(PLACES, OPEN, number, seed);
  }

  /** Imports of all classes that the forms name. */
  static String imports() {
    Set<String> imports = new TreeSet<>(Set.of("import java.util.Objects;"));
    for (String expression : Iterables.concat(FORBIDDEN, OPEN)) {
      QUALIFIED
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
