package org.equipoise.constitution.internal.table;

import com.google.common.io.ByteStreams;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Reads the cells of an Office Open XML workbook (ECMA-376, part 1, chapter 18): what they hold,
 * not how they are shown.
 */
final class Workbook {
  private static final int MAX_BYTES = 64 << 20;
  private static final int MAX_CELLS = 200_000;
  private static final int MAX_CELL_CHARS = 16 << 20;
  private static final int MAX_MERGED_CELLS = 10_000;
  private static final int MAX_ROWS = 1 << 20;
  private static final int MAX_COLUMNS = 1 << 14;
  private static final int MAX_PARTS = 2_000;
  private static final Pattern REFERENCE = Pattern.compile("\\$?([A-Z]{1,3})\\$?([1-9]\\d{0,6})");
  private static final Pattern ESCAPED = Pattern.compile("_x([0-9A-Fa-f]{4})_");
  private static final Pattern NOT_OF_A_DATE =
      Pattern.compile("\"[^\"]*\"|\\\\.|_.|\\[(?![hms]+\\])[^\\]]*\\]|General");

  private final String file;
  private final Map<String, byte[]> parts = new HashMap<>();
  private final List<String> shared = new ArrayList<>();
  private final Set<Integer> dateStyles = new HashSet<>();
  private int cells;
  private long charactersOfCells;
  private int merged;

  private Workbook(String file) {
    this.file = file;
  }

  /**
   * Its sheets, in order.
   *
   * @throws InvalidInputException if it is no such workbook, or too large
   */
  static List<Sheet> read(String file, byte[] bytes) {
    Workbook workbook = new Workbook(file);
    try {
      workbook.unzip(bytes);
      workbook.sharedTexts();
      workbook.styles();
      return workbook.sheets();
    } catch (InvalidInputException e) {
      throw e;
    } catch (IOException | XMLStreamException | RuntimeException e) {
      // A damaged file lacks anything, and readers stumble over that in their own ways.
      throw workbook.wrong(
          "not-a-workbook",
          "the file is no workbook, or a damaged one",
          "save it again as `.xlsx`, without a password, or as `.csv`");
    }
  }

  private void unzip(byte[] bytes) throws IOException {
    long left = MAX_BYTES;
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (parts.size() >= MAX_PARTS) {
          throw tooLarge("the workbook has more than " + MAX_PARTS + " parts");
        }
        boolean isXml = entry.getName().endsWith(".xml") || entry.getName().endsWith(".rels");
        InputStream limited = ByteStreams.limit(zip, left + 1);
        byte[] content = ByteStreams.toByteArray(limited);
        left -= content.length;
        if (left < 0) {
          throw tooLarge("the workbook is larger than 64 MiB when unpacked");
        }
        parts.put(entry.getName(), isXml ? content : new byte[0]);
      }
    }
  }

  private @Nullable XMLStreamReader open(String part) throws XMLStreamException {
    byte[] bytes = parts.get(part);
    if (bytes == null) {
      return null;
    }
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    return factory.createXMLStreamReader(new ByteArrayInputStream(bytes));
  }

  private void sharedTexts() throws XMLStreamException {
    XMLStreamReader xml = open("xl/sharedStrings.xml");
    while (xml != null && xml.hasNext()) {
      if (xml.next() == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("si")) {
        shared.add(text(xml, "si"));
      }
    }
  }

  /** The text within an element, without the hints on its pronunciation. */
  private static String text(XMLStreamReader xml, String element) throws XMLStreamException {
    StringBuilder text = new StringBuilder();
    boolean isHint = false;
    while (xml.hasNext()) {
      int event = xml.next();
      if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals(element)) {
        break;
      }
      boolean isStart = event == XMLStreamConstants.START_ELEMENT;
      if ((isStart || event == XMLStreamConstants.END_ELEMENT)
          && xml.getLocalName().equals("rPh")) {
        isHint = isStart;
      } else if (isStart && xml.getLocalName().equals("t") && !isHint) {
        text.append(xml.getElementText());
      }
    }
    return ESCAPED
        .matcher(text)
        .replaceAll(
            it ->
                Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(it.group(1), 16))))
        .replace("\r\n", "\n")
        .replace('\r', '\n');
  }

  private void styles() throws XMLStreamException {
    Map<Integer, String> formats = new HashMap<>();
    XMLStreamReader xml = open("xl/styles.xml");
    int style = 0;
    boolean inCells = false;
    while (xml != null && xml.hasNext()) {
      int event = xml.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        switch (xml.getLocalName()) {
          case "numFmt" ->
              formats.put(number(xml, "numFmtId"), xml.getAttributeValue(null, "formatCode"));
          case "cellXfs" -> inCells = true;
          case "xf" -> {
            int format = inCells ? number(xml, "numFmtId") : 0;
            if (isDate(format, formats.get(format))) {
              dateStyles.add(style);
            }
            style += inCells ? 1 : 0;
          }
          default -> {} // fonts, borders and the like
        }
      } else if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("cellXfs")) {
        inCells = false;
      }
    }
  }

  private static boolean isDate(int format, @Nullable String code) {
    return code == null
        ? (format >= 14 && format <= 22) || (format >= 45 && format <= 47)
        : NOT_OF_A_DATE.matcher(code).replaceAll("").matches("(?is).*[ymdhs].*");
  }

  private static int number(XMLStreamReader xml, String attribute) {
    String value = xml.getAttributeValue(null, attribute);
    return value == null ? 0 : Integer.parseInt(value);
  }

  private List<Sheet> sheets() throws XMLStreamException, IOException {
    Map<String, String> targets = new HashMap<>();
    XMLStreamReader relations = open("xl/_rels/workbook.xml.rels");
    while (relations != null && relations.hasNext()) {
      if (relations.next() == XMLStreamConstants.START_ELEMENT
          && relations.getLocalName().equals("Relationship")) {
        String target = relations.getAttributeValue(null, "Target");
        targets.put(
            relations.getAttributeValue(null, "Id"),
            target.startsWith("/") ? target.substring(1) : "xl/" + target);
      }
    }
    Map<String, String> names = new LinkedHashMap<>();
    Set<String> hidden = new HashSet<>();
    XMLStreamReader workbook = open("xl/workbook.xml");
    while (workbook != null && workbook.hasNext()) {
      if (workbook.next() == XMLStreamConstants.START_ELEMENT
          && workbook.getLocalName().equals("sheet")) {
        String state = workbook.getAttributeValue(null, "state");
        if (state != null && !state.equals("visible")) {
          hidden.add(workbook.getAttributeValue(null, "name"));
        }
        for (int i = 0; i < workbook.getAttributeCount(); i++) {
          if (workbook.getAttributeLocalName(i).equals("id")) {
            names.put(
                workbook.getAttributeValue(null, "name"),
                targets.getOrDefault(workbook.getAttributeValue(i), ""));
          }
        }
      }
    }
    if (names.isEmpty()) {
      throw new IOException("no sheet");
    }
    List<Sheet> sheets = new ArrayList<>();
    for (Map.Entry<String, String> name : names.entrySet()) {
      XMLStreamReader xml = open(name.getValue());
      if (xml == null) {
        throw new IOException("no such part");
      }
      String named = name.getKey();
      sheets.add(sheet(new Sheet(file + ":" + named, hidden.contains(named)), xml));
    }
    return sheets;
  }

  private Sheet sheet(Sheet sheet, XMLStreamReader xml) throws XMLStreamException {
    int row = -1;
    int column = -1;
    while (xml.hasNext()) {
      if (xml.next() != XMLStreamConstants.START_ELEMENT) {
        continue;
      }
      switch (xml.getLocalName()) {
        case "row" -> {
          row = xml.getAttributeValue(null, "r") == null ? row + 1 : number(xml, "r") - 1;
          column = -1;
        }
        case "c" -> {
          if (++cells > MAX_CELLS) {
            throw tooLarge("the workbook has more than " + MAX_CELLS + " cells");
          }
          String at = xml.getAttributeValue(null, "r");
          column = at == null ? column + 1 : place(at)[1];
          row = at == null ? row : place(at)[0];
          if (row < 0 || row >= MAX_ROWS || column >= MAX_COLUMNS) {
            throw new IllegalArgumentException("no such cell");
          }
          sheet.add(cell(sheet, row, column, xml));
        }
        case "mergeCell" -> {
          String[] ends = xml.getAttributeValue(null, "ref").split(":", -1);
          int[] from = place(ends[0]);
          int[] to = place(ends[ends.length - 1]);
          if (++merged > MAX_MERGED_CELLS) {
            throw tooLarge("the workbook has more than " + MAX_MERGED_CELLS + " merged cells");
          }
          sheet.merge(new Sheet.Range(from[0], from[1], to[0], to[1]));
        }
        default -> {} // widths, views and the like
      }
    }
    return sheet;
  }

  private Cell cell(Sheet sheet, int row, int column, XMLStreamReader xml)
      throws XMLStreamException {
    String given = xml.getAttributeValue(null, "t");
    String type = given == null ? "n" : given;
    boolean isDate =
        type.equals("d") || (type.equals("n") && dateStyles.contains(number(xml, "s")));
    boolean isFormula = false;
    String value = "";
    while (xml.hasNext()) {
      int event = xml.next();
      if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("c")) {
        break;
      }
      if (event == XMLStreamConstants.START_ELEMENT) {
        switch (xml.getLocalName()) {
          case "f" -> isFormula = true;
          case "v" -> value = xml.getElementText();
          case "is" -> value = text(xml, "is");
          default -> {} // extensions
        }
      }
    }
    String text =
        value.isEmpty()
            ? ""
            : switch (type) {
              case "s" -> sharedText(value);
              case "b" -> value.strip().equals("1") ? "true" : "false";
              case "n" -> plain(value);
              default -> value;
            };
    charactersOfCells += text.length(); // cells may share a text
    if (charactersOfCells > MAX_CELL_CHARS) {
      throw tooLarge("the texts of the cells are longer than 16 MiB together");
    }
    String refused =
        isFormula
            ? "a formula"
            : type.equals("e") ? "an error" : isDate && !text.isEmpty() ? "a date or time" : "";
    return Cell.inWorkbook(sheet.file(), row, column, text, refused);
  }

  private String sharedText(String index) {
    int at = Integer.parseInt(index.strip());
    if (at < 0 || at >= shared.size()) {
      throw new IllegalArgumentException("no such text");
    }
    return shared.get(at);
  }

  /** A number as a person writes it: {@code 0.29} is kept as {@code 0.28999999999999998}. */
  private static String plain(String value) {
    BigDecimal number = new BigDecimal(Double.toString(Double.parseDouble(value.strip())));
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  /** Row and column of a cell's name, from 0. */
  private static int[] place(String name) {
    Matcher reference = REFERENCE.matcher(name);
    if (!reference.matches()) {
      throw new IllegalArgumentException("no such cell");
    }
    int column = 0;
    for (char letter : reference.group(1).toCharArray()) {
      column = column * 26 + letter - 'A' + 1;
    }
    return new int[] {Integer.parseInt(reference.group(2)) - 1, column - 1};
  }

  private InvalidInputException tooLarge(String message) {
    return wrong("file-too-large", message, "a constitution may have as many tables as you like");
  }

  private InvalidInputException wrong(String code, String message, String hint) {
    return new InvalidInputException(List.of(Problem.error(code, file, 0, 0, null, message, hint)));
  }
}
