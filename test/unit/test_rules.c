/*-------------------------------------------------------------------------
 *
 * test_rules.c
 *	  Which documents are rules, and what is said of those that are not.
 *
 *-------------------------------------------------------------------------
 */
#include "rules_text.h"

#include "core/phrase.h"
#include "core/rules.h"

/* The canonical text of a document, or "path: detail" of its fault. */
static sm_status
read_rules(const char *json, size_t length, sm_encoding encoding, char *to,
		   size_t room)
{
	arena		blocks;
	sm_memory	memory = arena_memory(&blocks, -1);
	uint8_t    *copy = exact_copy(json, length);
	sm_error	error = {SM_OK, "", ""};
	sm_status	status;
	sm_rules   *rules;

	status = sm_rules_parse((const char *) copy, length, encoding, &memory,
							&rules, &error);
	if (status == SM_OK)
	{
		size_t		size = sm_rules_print(rules, NULL);

		assert_true(size < room);
		assert_int_equal(sm_rules_print(rules, to), size);
		to[size] = '\0';
	}
	else
	{
		assert_null(rules);
		assert_int_equal(error.status, status);
		(void) snprintf(to, room, "%s%s%s", error.path,
						error.path[0] ? ": " : "", error.detail);
	}
	arena_free(&blocks);
	free(copy);
	return status;
}

static void
check_rules(const char *json, size_t length, sm_encoding encoding,
			sm_status expected_status, const char *expected)
{
	char		text[1024];
	sm_status	status = read_rules(json, length, encoding, text,
									sizeof(text));

	assert_string_equal(text, expected);
	assert_int_equal(status, expected_status);
}

#define assert_prints(json, expected) \
	check_rules(json, sizeof(json) - 1, SM_ENCODING_UTF8, SM_OK, expected)
#define assert_refused(status, json, expected) \
	check_rules(json, sizeof(json) - 1, SM_ENCODING_UTF8, status, expected)
#define assert_bad(json, expected) \
	assert_refused(SM_BAD_RULES, json, expected)

static void
everything_is_optional(void **state)
{
	(void) state;
	assert_prints("{}", "{}");
	assert_prints(" \t\r\n{ } \n", "{}");
	assert_prints("{\"phrases\": {}, \"channels\": {}, \"facts\": {}, "
				  "\"thresholds\": {}}", "{}");
	assert_prints("{\"base\": {}}", "{\"base\": {}}");
	assert_prints("{\"facts\": {\"single\": {}}}",
				  "{\"facts\": {\"single\": {}}}");
	assert_prints("\xEF\xBB\xBF{}", "{}");	/* a byte order mark */
}

static void
documents_print_in_one_form(void **state)
{
	(void) state;
	assert_prints("{\"thresholds\": {\"joint\": 1, \"margin\": 0, "
				  "\"evidence\": 0.5}, \"base\": {\"sales\": 1e-1}, "
				  "\"facts\": {\"inbound\": {\"mode\": \"two_way\"}, "
				  "\"bulk\": {\"place\": \"remote\", \"other\": 2}}, "
				  "\"channels\": {\"E-Mail\": {\"rows\": 0}}, "
				  "\"phrases\": {\"Sales  Territor*!\": {\"rows\": 17, "
				  "\"shorter\": \"count\", \"purpose\": \"plan\", "
				  "\"marketing\": -1.250}, \"call*\": {\"sales\": 0}, "
				  "\"Call\": {\"shorter\": \"silence\"}}}",
				  "{\"phrases\": {\"call\": {}, \"call*\": {}, "
				  "\"sales territor*\": {\"marketing\": -1.25, "
				  "\"purpose\": \"plan\", \"shorter\": \"count\", "
				  "\"rows\": 17}}, \"channels\": {\"e mail\": {\"rows\": 0}}, "
				  "\"facts\": {\"bulk\": {\"other\": 2, "
				  "\"place\": \"remote\"}, "
				  "\"inbound\": {\"mode\": \"two_way\"}}, "
				  "\"base\": {\"sales\": 0.1}, \"thresholds\": "
				  "{\"evidence\": 0.5, \"margin\": 0, \"joint\": 1}}");
	/* folded, then composed: capital, decomposed, wide, sharp s */
	assert_prints("{\"phrases\": {\"CAFE\xCC\x81 \xEF\xBC\xA1 Ma\xC3\x9F*\": "
				  "{}}}",
				  "{\"phrases\": {\"caf\xC3\xA9 a mass*\": {}}}");
	assert_prints("{\"phrases\": {\"\\u0063af\\u00E9 \\uD83D\\uDE00x\": {}}}",
				  "{\"phrases\": {\"caf\xC3\xA9 x\": {}}}");
}

static void
keys_are_known_and_stand_once(void **state)
{
	(void) state;
	assert_bad("{\"phrase\": {}}", "$.phrase: Unknown key; expected phrases, "
			   "channels, facts, base or thresholds.");
	assert_bad("{\"base\": {}, \"base\": {}}",
			   "$.base: The key occurs twice.");
	assert_bad("{\"base\": {\"Sales\": 1}}", "$.base.\"Sales\": Unknown key; "
			   "expected sales, marketing, joint, other, mode, purpose or "
			   "place.");
	assert_bad("{\"base\": {\"rows\": 1}}", "$.base.rows: Unknown key; "
			   "expected sales, marketing, joint, other, mode, purpose or "
			   "place.");
	assert_bad("{\"channels\": {\"fax\": {\"shorter\": \"count\"}}}",
			   "$.channels.fax.shorter: Unknown key; expected sales, "
			   "marketing, joint, other, mode, purpose, place or rows.");
	assert_bad("{\"phrases\": {\"Cold call\": {\"\": 1}}}",
			   "$.phrases.\"Cold call\".\"\": Unknown key; expected sales, "
			   "marketing, joint, other, mode, purpose, place, rows or "
			   "shorter.");
	assert_bad("{\"phrases\": {\"a\": {\"sales\": 1, \"sales\": 1}}}",
			   "$.phrases.a.sales: The key occurs twice.");
	assert_bad("{\"facts\": {\"outbound\": {}}}", "$.facts.outbound: "
			   "Unknown key; expected bulk, single or inbound.");
	assert_bad("{\"facts\": {\"bulk\": {}, \"bulk\": {}}}",
			   "$.facts.bulk: The key occurs twice.");
	assert_bad("{\"thresholds\": {\"least\": 1}}", "$.thresholds.least: "
			   "Unknown key; expected evidence, margin, joint or decisive.");
	assert_bad("{\"thresholds\": {\"joint\": 1, \"joint\": 1}}",
			   "$.thresholds.joint: The key occurs twice.");
}

static void
every_place_has_its_type(void **state)
{
	(void) state;
	assert_bad("[]", "$: Expected an object, found an array.");
	assert_bad("null", "$: Expected an object, found null.");
	assert_bad("\"standard/1\"", "$: Expected an object, found a string.");
	assert_bad("1", "$: Expected an object, found a number.");
	assert_bad("true", "$: Expected an object, found a boolean.");
	assert_bad("{\"phrases\": []}",
			   "$.phrases: Expected an object, found an array.");
	assert_bad("{\"channels\": false}",
			   "$.channels: Expected an object, found a boolean.");
	assert_bad("{\"facts\": \"bulk\"}",
			   "$.facts: Expected an object, found a string.");
	assert_bad("{\"base\": 0.1}",
			   "$.base: Expected an object, found a number.");
	assert_bad("{\"thresholds\": null}",
			   "$.thresholds: Expected an object, found null.");
	assert_bad("{\"phrases\": {\"a\": 1.2}}",
			   "$.phrases.a: Expected an object, found a number.");
	assert_bad("{\"channels\": {\"a\": []}}",
			   "$.channels.a: Expected an object, found an array.");
	assert_bad("{\"facts\": {\"bulk\": null}}",
			   "$.facts.bulk: Expected an object, found null.");
	assert_bad("{\"base\": {\"sales\": \"1\"}}", "$.base.sales: Expected a "
			   "number from -100 to 100, found a string.");
	assert_bad("{\"base\": {\"other\": null}}", "$.base.other: Expected a "
			   "number from -100 to 100, found null.");
	assert_bad("{\"base\": {\"mode\": 1}}", "$.base.mode: Expected one_way, "
			   "two_way or interactive, found a number.");
	assert_bad("{\"thresholds\": {\"margin\": {}}}", "$.thresholds.margin: "
			   "Expected a number from 0 to 100, found an object.");
	assert_bad("{\"channels\": {\"a\": {\"rows\": true}}}",
			   "$.channels.a.rows: Expected a whole number, found a "
			   "boolean.");
}

static void
values_are_in_their_range(void **state)
{
	(void) state;
	assert_bad("{\"base\": {\"mode\": \"Two_way\"}}", "$.base.mode: Expected "
			   "one_way, two_way or interactive, found \"Two_way\".");
	assert_bad("{\"base\": {\"purpose\": \"\"}}", "$.base.purpose: Expected "
			   "listen, pitch, inform, transact or plan, found \"\".");
	assert_bad("{\"base\": {\"place\": \"home\"}}", "$.base.place: Expected "
			   "field, office or remote, found \"home\".");
	assert_bad("{\"phrases\": {\"a\": {\"shorter\": \"no\"}}}",
			   "$.phrases.a.shorter: Expected silence or count, "
			   "found \"no\".");
	assert_bad("{\"base\": {\"sales\": 100.001}}", "$.base.sales: Expected a "
			   "number from -100 to 100, found 100.001.");
	assert_bad("{\"base\": {\"sales\": -101}}", "$.base.sales: Expected a "
			   "number from -100 to 100, found -101.");
	assert_bad("{\"base\": {\"sales\": 1e999}}", "$.base.sales: Expected a "
			   "number from -100 to 100, found inf.");
	assert_bad("{\"base\": {\"sales\": -1e999}}", "$.base.sales: Expected a "
			   "number from -100 to 100, found -inf.");
	assert_bad("{\"thresholds\": {\"evidence\": -0.001}}",
			   "$.thresholds.evidence: Expected a number from 0 to 100, "
			   "found -0.001.");
	assert_bad("{\"thresholds\": {\"joint\": 0}}", "$.thresholds.joint: "
			   "Expected a number from 0.001 to 1, found 0.");
	assert_bad("{\"thresholds\": {\"joint\": 1.001}}", "$.thresholds.joint: "
			   "Expected a number from 0.001 to 1, found 1.001.");
	assert_bad("{\"channels\": {\"a\": {\"rows\": -1}}}",
			   "$.channels.a.rows: Expected a whole number from 0 to "
			   "2147483647, found -1.");
	assert_bad("{\"channels\": {\"a\": {\"rows\": 1.5}}}",
			   "$.channels.a.rows: Expected a whole number from 0 to "
			   "2147483647, found 1.5.");
	assert_bad("{\"channels\": {\"a\": {\"rows\": 2147483648}}}",
			   "$.channels.a.rows: Expected a whole number from 0 to "
			   "2147483647, found 2.14748e+09.");
	assert_prints("{\"channels\": {\"a\": {\"rows\": 2147483647}}, "
				  "\"thresholds\": {\"margin\": 1e2, \"joint\": 0.001}}",
				  "{\"channels\": {\"a\": {\"rows\": 2147483647}}, "
				  "\"thresholds\": {\"margin\": 100, \"joint\": 0.001}}");
}

/* Every weight there is, and every half between two, both ways of zero. */
static void
weights_round_half_away_from_zero(void **state)
{
	char		json[64];
	char		text[64];
	char		expected[64];

	(void) state;
	for (int32_t weight = 0; weight <= SM_WEIGHT_LIMIT; weight++)
		for (int half = 0; half < 2; half++)
			for (int sign = -1; sign <= 1; sign += 2)
			{
				int32_t		rounded = sign * (weight + half);
				size_t		length;

				if (weight + half > SM_WEIGHT_LIMIT)
					continue;
				length = (size_t) snprintf(json, sizeof(json),
										   "{\"base\": {\"joint\": "
										   "%s%d.%03d%d}}",
										   sign < 0 ? "-" : "", weight / 1000,
										   weight % 1000, 5 * half);
				(void) read_rules(json, length, SM_ENCODING_UTF8, text,
								  sizeof(text));
				strcpy(expected, "{\"base\": {\"joint\": ");
				expected[19 + sm_weight_print(rounded, expected + 19)] = '\0';
				strcat(expected, "}}");
				assert_string_equal(text, rounded == 0 ? "{\"base\": {}}" :
									expected);
			}
	assert_prints("{\"base\": {\"sales\": 0.00049999, \"joint\": -0.0004999, "
				  "\"other\": -0, \"marketing\": 99.9995}}",
				  "{\"base\": {\"marketing\": 100}}");
}

static void
phrases_are_words(void **state)
{
	(void) state;
	assert_bad("{\"phrases\": {\"\": {}}}", "$.phrases.\"\": The phrase is "
			   "empty: it has no letter or digit.");
	assert_bad("{\"phrases\": {\" -\xE2\x80\x93!\": {}}}",
			   "$.phrases.\" -\xE2\x80\x93!\": The phrase is empty: it has "
			   "no letter or digit.");
	assert_bad("{\"channels\": {\"*\": {}}}", "$.channels.\"*\": The phrase "
			   "is empty: it has no letter or digit.");
	for (int i = 0; i < 7; i++)
	{
		static const char *const stars[] = {
			"*", "*a", "a *", "a*b", "a**", "a * b",
			"\xE6\xBC\xA2*\xE6\xBC\xA2"
		};
		char		json[64];
		char		expected[128];

		(void) snprintf(json, sizeof(json), "{\"phrases\": {\"%s\": {}}}",
						stars[i]);
		(void) snprintf(expected, sizeof(expected), "$.phrases.\"%s\": A "
						"\"*\" may only stand at the end of a word.",
						stars[i]);
		check_rules(json, strlen(json), SM_ENCODING_UTF8, SM_BAD_RULES,
					expected);
	}
	assert_prints("{\"phrases\": {\"a*-b\xC2\xAD*, c\": {}}, "
				  "\"channels\": {\"a*b\": {}}}",
				  "{\"phrases\": {\"a* b* c\": {}}, "
				  "\"channels\": {\"a b\": {}}}");
	assert_refused(SM_TOO_LARGE,
				   "{\"phrases\": {\"1 2 3 4 5 6 7 8 9\": {}}}",
				   "$.phrases.\"1 2 3 4 5 6 7 8 9\": A phrase may have at "
				   "most 8 words.");
	assert_prints("{\"phrases\": {\"1* 2 3 4 5 6 7 8*\": {}}}",
				  "{\"phrases\": {\"1* 2 3 4 5 6 7 8*\": {}}}");
}

/* Words of 96 folded bytes and of more, plain and with accents. */
static void
words_have_at_most_96_bytes(void **state)
{
	static const char *const letters[] = {"a", "\xC3\xA9", "\xE1\xBE\x82"};
	static const size_t folded[] = {1, 3, 8};

	(void) state;
	for (int l = 0; l < 3; l++)
		for (size_t more = 0; more < 2; more++)
		{
			char		json[512] = "{\"channels\": {\"";
			char		text[1024];
			sm_status	status;

			for (size_t i = 0; i < SM_WORD_BYTES / folded[l] + more; i++)
				strcat(json, letters[l]);
			strcat(json, "\": {}}}");
			status = read_rules(json, strlen(json), SM_ENCODING_UTF8, text,
								sizeof(text));
			assert_int_equal(status, more ? SM_TOO_LARGE : SM_OK);
			if (more)
				assert_non_null(strstr(text, ": A word may have at most 96 "
									   "bytes."));
		}
}

static void
phrases_that_are_the_same_words_are_refused(void **state)
{
	(void) state;
	assert_bad("{\"phrases\": {\"Cold-Call\": {}, \"cold call\": {}}}",
			   "$.phrases.\"cold call\": Another entry is the same words: "
			   "\"Cold-Call\".");
	assert_bad("{\"phrases\": {\"caf\xC3\xA9\": {}, \"b\": {}, "
			   "\"cafe\xCC\x81\": {}}}",
			   "$.phrases.\"cafe\xCC\x81\": Another entry is the same words: "
			   "\"caf\xC3\xA9\".");
	assert_bad("{\"phrases\": {\"a\": {}, \"a\": {}}}",
			   "$.phrases.a: Another entry is the same words: \"a\".");
	assert_bad("{\"channels\": {\"E-Mail\": {}, \"e mail\": {}}}",
			   "$.channels.\"e mail\": Another entry is the same words: "
			   "\"E-Mail\".");
	assert_prints("{\"phrases\": {\"a\": {}, \"a*\": {}}, "
				  "\"channels\": {\"a\": {}}}",
				  "{\"phrases\": {\"a\": {}, \"a*\": {}}, "
				  "\"channels\": {\"a\": {}}}");
}

static void
what_is_not_json_is_told_where(void **state)
{
	(void) state;
	assert_refused(SM_BAD_JSON, "", "The text is not valid JSON at line 1, "
				   "byte 1.");
	assert_refused(SM_BAD_JSON, "{\n  \"base\": {\"sales\": nan}}",
				   "The text is not valid JSON at line 2, byte 21.");
	assert_refused(SM_BAD_JSON, "{\"base\": {\"sales\": +1}}",
				   "The text is not valid JSON at line 1, byte 20.");
	assert_refused(SM_BAD_JSON, "{\"base\": {}} x",
				   "The text is not valid JSON at line 1, byte 14.");
	assert_refused(SM_BAD_JSON, "{} {}",
				   "The text is not valid JSON at line 1, byte 4.");
	assert_refused(SM_BAD_JSON, "{\"base\": {},}",
				   "The text is not valid JSON at line 1, byte 13.");
	/* for a string that does not begin, cJSON names the byte behind */
	assert_refused(SM_BAD_JSON, "{'base': {}}",
				   "The text is not valid JSON at line 1, byte 3.");
	assert_refused(SM_BAD_JSON, "{/* */}",
				   "The text is not valid JSON at line 1, byte 3.");
	for (size_t cut = 0; cut < 41; cut++)
	{
		static const char json[] =
			"{\"phrases\": {\"\\u00e9\": {\"sales\": -1.5}}}";
		char		text[256];

		assert_int_equal(read_rules(json, cut, SM_ENCODING_UTF8, text,
									sizeof(text)),
						 cut < sizeof(json) - 1 ? SM_BAD_JSON : SM_OK);
	}
}

static void
control_characters_and_escapes(void **state)
{
	(void) state;
	assert_refused(SM_BAD_JSON, "{\"phrases\": {\"a\tb\": {}}}",
				   "There is a control character at byte 16.");
	assert_refused(SM_BAD_JSON, "{\1}",
				   "There is a control character at byte 2.");
	assert_refused(SM_BAD_JSON, "{\f}",
				   "There is a control character at byte 2.");
	check_rules("{}\0", 3, SM_ENCODING_BYTES, SM_BAD_JSON,
				"There is a control character at byte 3.");
	assert_refused(SM_BAD_JSON, "{\"phrases\": {\"a\\u0000b\": {}}}",
				   "The escape \\u0000 at byte 16 cannot be used in the "
				   "encoding of this database.");
	assert_refused(SM_BAD_JSON, "{\"phrases\": {\"\\uD83D\": {}}}",
				   "The text is not valid JSON at line 1, byte 15.");
	assert_refused(SM_BAD_JSON, "{\"phrases\": {\"\\uDE00\\uD83D\": {}}}",
				   "The text is not valid JSON at line 1, byte 15.");
	assert_refused(SM_BAD_JSON, "{\"phrases\": {\"\\x41\": {}}}",
				   "The text is not valid JSON at line 1, byte 15.");
	assert_prints("{\"phrases\": {\"a\\tb\\u002Dc\\/d\\\\e\\\"f\": {}}}",
				  "{\"phrases\": {\"a b c d e f\": {}}}");
}

static void
encodings_are_kept_apart(void **state)
{
	(void) state;
	assert_refused(SM_BAD_ENCODING, "{\"phrases\": {\"caf\xE9\": {}}}",
				   "The text is not valid UTF-8 at byte 18.");
	assert_refused(SM_BAD_ENCODING, "{\"phrases\": {\"\xED\xA0\x80\": {}}}",
				   "The text is not valid UTF-8 at byte 15.");
	assert_refused(SM_BAD_ENCODING, "{}\0",
				   "The text is not valid UTF-8 at byte 3.");
	check_rules("{\"phrases\": {\"CAF\xE9\": {}}}", 25, SM_ENCODING_BYTES,
				SM_OK, "{\"phrases\": {\"caf\xE9\": {}}}");
	check_rules("{\"phrases\": {\"\\u0041\": {}}}", 27, SM_ENCODING_BYTES,
				SM_OK, "{\"phrases\": {\"a\": {}}}");
	check_rules("{\"phrases\": {\"\\u00e9\": {}}}", 27, SM_ENCODING_BYTES,
				SM_BAD_JSON, "The escape \\u00e9 at byte 15 cannot be used "
				"in the encoding of this database.");
}

/* Long names are shown in part, but never a part of a character. */
static void
long_names_are_cut_between_characters(void **state)
{
	(void) state;
	for (size_t before = 0; before < 5; before++)
	{
		char		json[1024] = "{\"base\": {\"mode\": \"";
		char		text[1024];
		size_t		offset;

		memset(json + strlen(json), 'x', before);
		for (int i = 0; i < 40; i++)
			strcat(json, "\xE6\xBC\xA2");
		strcat(json, "\"}}");
		assert_int_equal(read_rules(json, strlen(json), SM_ENCODING_UTF8,
									text, sizeof(text)), SM_BAD_RULES);
		assert_true(sm_valid_utf8((uint8_t *) text, strlen(text), &offset));

		memset(json, 0, sizeof(json));
		strcat(json, "{\"phrases\": {\"");
		memset(json + strlen(json), 'x', before);
		for (int i = 0; i < 40; i++)
			strcat(json, "\xE6\xBC\xA2");
		strcat(json, "\": {}}}");
		assert_int_equal(read_rules(json, strlen(json), SM_ENCODING_UTF8,
									text, sizeof(text)), SM_TOO_LARGE);
		assert_true(sm_valid_utf8((uint8_t *) text, strlen(text), &offset));
		/* here nobody knows which bytes are a character together */
		assert_int_equal(read_rules(json, strlen(json), SM_ENCODING_BYTES,
									text, sizeof(text)), SM_TOO_LARGE);
		assert_null(strstr(text, "\x9F\""));
	}
}

static void
limits_of_a_document(void **state)
{
	size_t		size = SM_RULES_JSON_BYTES + 1;
	char	   *json = malloc(size);
	char		text[1024];
	size_t		length;

	(void) state;
	assert_non_null(json);
	memset(json, ' ', size);
	memcpy(json, "{}", 2);
	check_rules(json, size - 1, SM_ENCODING_UTF8, SM_OK, "{}");
	check_rules(json, size, SM_ENCODING_UTF8, SM_TOO_LARGE,
				"The document has 8388609 bytes; the limit is 8388608.");
	assert_bad("{\"phrases\": {\"a\": [[[[[[1]]]]]]}}",
			   "$.phrases.a: Expected an object, found an array.");
	assert_refused(SM_TOO_LARGE, "{\"phrases\": {\"a\": [[[[[[[1]]]]]]]}}",
				   "The document is nested deeper than 8 levels.");
	for (int channels = 0; channels < 2; channels++)
	{
		int			limit = channels ? SM_RULES_CHANNELS : SM_RULES_PHRASES;

		length = (size_t) sprintf(json, "{\"%s\": {",
								  channels ? "channels" : "phrases");
		for (int i = 0; i < limit + 1; i++)
			length += (size_t) sprintf(json + length, "%s\"%d\": {}",
									   i > 0 ? "," : "", i);
		length += (size_t) sprintf(json + length, "}}");
		assert_int_equal(read_rules(json, length, SM_ENCODING_UTF8, text,
									sizeof(text)), SM_TOO_LARGE);
		assert_string_equal(text, channels ?
							"0 phrases and 1001 channels; the limits are "
							"50000 and 1000." :
							"50001 phrases and 0 channels; the limits are "
							"50000 and 1000.");
	}
	free(json);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(everything_is_optional),
		cmocka_unit_test(documents_print_in_one_form),
		cmocka_unit_test(keys_are_known_and_stand_once),
		cmocka_unit_test(every_place_has_its_type),
		cmocka_unit_test(values_are_in_their_range),
		cmocka_unit_test(weights_round_half_away_from_zero),
		cmocka_unit_test(phrases_are_words),
		cmocka_unit_test(words_have_at_most_96_bytes),
		cmocka_unit_test(phrases_that_are_the_same_words_are_refused),
		cmocka_unit_test(what_is_not_json_is_told_where),
		cmocka_unit_test(control_characters_and_escapes),
		cmocka_unit_test(encodings_are_kept_apart),
		cmocka_unit_test(long_names_are_cut_between_characters),
		cmocka_unit_test(limits_of_a_document),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
