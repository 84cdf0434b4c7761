package io.ecganalyzer.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.json.schema.Validator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Judges by a schema, and remembers what it found right: a client's requests are alike but for an id and a date. Such texts at the top of a
 * body are judged each time, each by its own schema; the rest of it, with its texts left empty, need not be judged again. That is the same
 * where the schema says nothing about its members but what each must be and which there must be; of other schemas nothing is remembered.
 * Vert.x judges by a method that is too long for Java's compiler, so that each value costs some microseconds; what need only be a UUID
 * is therefore judged here. Of one verticle.
 */
final class KnownShapes {
    /** Of one verticle and schema, and each no longer than a small body. */
    private static final int MOST = 128;

    private static final String PROPERTIES = "properties";
    private static final Set<String> MEMBER_BY_MEMBER = Set.of(
            "type", PROPERTIES, "required", "additionalProperties", "description", "title", "example", "examples");

    private static final Set<String> BY_FORMAT =
            Set.of("type", "format", "description", "title", "example", "examples");

    /** RFC 9562, section 4. */
    private static final Pattern UUID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private final SchemaRepository schemas;
    private final JsonSchema schema;
    private final Predicate<Object> whole;
    private final boolean memberByMember;
    private final Map<String, Predicate<Object>> byMember = new HashMap<>();
    private final Cache<String, Boolean> right =
            Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

    KnownShapes(SchemaRepository schemas, JsonSchema schema) {
        this.schemas = schemas;
        this.schema = schema;
        this.whole = judgeBy(schema);
        this.memberByMember = MEMBER_BY_MEMBER.containsAll(schema.fieldNames())
                && schema.get(PROPERTIES) instanceof JsonObject
                && Boolean.FALSE.equals(schema.get("additionalProperties"));
    }

    private Predicate<Object> judgeBy(JsonSchema any) {
        Validator validator = schemas.validator(any);
        Predicate<Object> judge = value -> validator.validate(value).getValid();
        return isAnyUuid(any) ? value -> (value instanceof String text && isUuid(text)) || judge.test(value) : judge;
    }

    private static boolean isAnyUuid(JsonSchema schema) {
        return BY_FORMAT.containsAll(schema.fieldNames())
                && "string".equals(schema.get("type"))
                && "uuid".equals(schema.get("format"));
    }

    static boolean isUuid(String text) {
        return UUID.matcher(text).matches();
    }

    /** Whether it remembers anything. */
    boolean remembers() {
        return memberByMember;
    }

    boolean isRight(Object value) {
        if (!memberByMember || !(value instanceof JsonObject body)) {
            return whole.test(value);
        }
        String shape = shape(body);
        if (right.getIfPresent(shape) == null) {
            boolean found = whole.test(body);
            if (found) {
                right.put(shape, true);
            }
            return found;
        }
        return body.stream()
                .filter(member -> member.getValue() instanceof String)
                .allMatch(text ->
                        byMember.computeIfAbsent(text.getKey(), this::member).test(text.getValue()));
    }

    /** Only members that the schema names are in a shape that was right. */
    private Predicate<Object> member(String name) {
        return judgeBy(JsonSchema.of(((JsonObject) schema.get(PROPERTIES)).getJsonObject(name)));
    }

    /** Two bodies of one text are the same: JSON has no number that would be written as a text, such as an infinite one. */
    private static String shape(JsonObject body) {
        JsonObject shape = new JsonObject(new LinkedHashMap<>(body.getMap()));
        shape.getMap().replaceAll((name, value) -> value instanceof String ? "" : value);
        return shape.encode();
    }
}
