/*
 * odbc_client.c
 *		Reads every view of a schema's reports through ODBC, as a BI tool on
 *		a desk does, and prints a line for each column: what the driver says
 *		it is, and what came out of it.
 *
 *		odbc_client CONNECTION_STRING SCHEMA
 *
 * A line is VIEW|COLUMN|TYPE|VALUES|SUM|COMMENT.  The type is that of
 * PostgreSQL that the driver's stands for, if the catalog and the result
 * agree on it.  VALUES counts what is not null; SUM adds up all of it, each
 * value read as what it is: characters of a text, the digits of a date.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sql.h>
#include <sqlext.h>

#define NAME_SIZE 256
#define TEXT_SIZE 4096
#define MAX_COLUMNS 200

/* A column, and what has been read of it. */
typedef struct
{
	char		name[NAME_SIZE];
	char		comment[TEXT_SIZE];
	char		type[NAME_SIZE];
	long long	values;
	long long	sum;
} Column;

static SQLHENV environment;
static SQLHDBC connection;

/* Ends the program unless a call has succeeded, with what the driver says. */
static void
check(SQLRETURN result, SQLSMALLINT kind, SQLHANDLE handle, const char *what)
{
	SQLCHAR		state[6];
	SQLCHAR		message[TEXT_SIZE];
	SQLINTEGER	code;
	SQLSMALLINT length;
	SQLSMALLINT i = 1;

	if (SQL_SUCCEEDED(result))
		return;
	fprintf(stderr, "%s failed\n", what);
	while (SQL_SUCCEEDED(SQLGetDiagRec(kind, handle, i++, state, &code,
									   message, sizeof(message), &length)))
		fprintf(stderr, "%s %s\n", state, message);
	exit(1);
}

static void
check_statement(SQLRETURN result, SQLHSTMT statement, const char *what)
{
	check(result, SQL_HANDLE_STMT, statement, what);
}

static SQLHSTMT
new_statement(void)
{
	SQLHSTMT	statement;

	check(SQLAllocHandle(SQL_HANDLE_STMT, connection, &statement),
		  SQL_HANDLE_DBC, connection, "SQLAllocHandle");
	return statement;
}

/* The type of PostgreSQL that one of ODBC stands for, or its number. */
static void
name_type(char *name, int type, long size, int digits)
{
	switch (type)
	{
		case SQL_VARCHAR:
		case SQL_WVARCHAR:
			strcpy(name, "text");
			break;
		case SQL_INTEGER:
			strcpy(name, "integer");
			break;
		case SQL_BIGINT:
			strcpy(name, "bigint");
			break;
		case SQL_FLOAT:
		case SQL_DOUBLE:
			strcpy(name, "double precision");
			break;
		case SQL_NUMERIC:
		case SQL_DECIMAL:
			snprintf(name, NAME_SIZE, "numeric(%ld,%d)", size, digits);
			break;
		case SQL_BIT:
			strcpy(name, "boolean");
			break;
		case SQL_TYPE_DATE:
			strcpy(name, "date");
			break;
		case SQL_TYPE_TIMESTAMP:
			strcpy(name, "timestamp with time zone");
			break;
		default:
			snprintf(name, NAME_SIZE, "ODBC type %d", type);
	}
}

/* A text of the row that has been fetched; empty for null. */
static void
get_text(SQLHSTMT statement, SQLUSMALLINT column, char *text, size_t size)
{
	SQLLEN		length;

	check_statement(SQLGetData(statement, column, SQL_C_CHAR, text,
							   (SQLLEN) size, &length),
					statement, "SQLGetData");
	if (length == SQL_NULL_DATA)
		text[0] = '\0';
}

/* A number of the row that has been fetched; 0 for null. */
static long
get_number(SQLHSTMT statement, SQLUSMALLINT column)
{
	SQLINTEGER	number = 0;
	SQLLEN		length;

	check_statement(SQLGetData(statement, column, SQL_C_SLONG, &number, 0,
							   &length), statement, "SQLGetData");
	return length == SQL_NULL_DATA ? 0 : number;
}

/* Passes a text as a parameter of a statement. */
static void
bind_text(SQLHSTMT statement, SQLUSMALLINT number, const char *text)
{
	static SQLLEN at_end = SQL_NTS;

	check_statement(SQLBindParameter(statement, number, SQL_PARAM_INPUT,
									 SQL_C_CHAR, SQL_VARCHAR, NAME_SIZE, 0,
									 (SQLPOINTER) text, 0, &at_end),
					statement, "SQLBindParameter");
}

/*
 * Comments on the columns of a view.  REMARKS of SQLColumns would be the
 * place for them, but psqlODBC leaves it empty; tools ask as is done here.
 */
static void
read_comments(const char *schema, const char *view, Column *columns, int count)
{
	SQLHSTMT	statement = new_statement();

	bind_text(statement, 1, schema);
	bind_text(statement, 2, view);
	check_statement(SQLExecDirect(statement, (SQLCHAR *)
								  "SELECT pg_catalog.col_description("
								  "a.attrelid, a.attnum) "
								  "FROM pg_catalog.pg_attribute AS a "
								  "JOIN pg_catalog.pg_class AS c "
								  "ON c.oid = a.attrelid "
								  "JOIN pg_catalog.pg_namespace AS n "
								  "ON n.oid = c.relnamespace "
								  "WHERE n.nspname = ? AND c.relname = ? "
								  "AND a.attnum > 0 AND NOT a.attisdropped "
								  "ORDER BY a.attnum", SQL_NTS),
					statement, "col_description");
	for (int i = 0; i < count && SQL_SUCCEEDED(SQLFetch(statement)); i++)
		get_text(statement, 1, columns[i].comment,
				 sizeof(columns[i].comment));
	SQLFreeHandle(SQL_HANDLE_STMT, statement);
}

/* Columns of a view as the catalog functions describe them; their number. */
static int
describe(const char *schema, const char *view, Column *columns)
{
	SQLHSTMT	statement = new_statement();
	int			count = 0;

	check_statement(SQLColumns(statement, NULL, 0, (SQLCHAR *) schema,
							   SQL_NTS, (SQLCHAR *) view, SQL_NTS, NULL, 0),
					statement, "SQLColumns");
	while (SQL_SUCCEEDED(SQLFetch(statement)) && count < MAX_COLUMNS)
	{
		Column	   *column = &columns[count++];
		long		type;
		long		size;

		memset(column, 0, sizeof(*column));
		get_text(statement, 4, column->name, sizeof(column->name));
		type = get_number(statement, 5);
		size = get_number(statement, 7);
		name_type(column->type, (int) type, size,
				  (int) get_number(statement, 9));
	}
	SQLFreeHandle(SQL_HANDLE_STMT, statement);
	read_comments(schema, view, columns, count);
	return count;
}

/* Characters of a text, which may come in several pieces; -1 for null. */
static long long
read_text(SQLHSTMT statement, SQLUSMALLINT number)
{
	SQLWCHAR	piece[512];
	SQLLEN		length;
	SQLRETURN	result;
	long long	characters = 0;

	while ((result = SQLGetData(statement, number, SQL_C_WCHAR, piece,
								sizeof(piece), &length)) != SQL_NO_DATA)
	{
		check_statement(result, statement, "SQLGetData");
		if (length == SQL_NULL_DATA)
			return -1;
		/* the second half of a pair is not a character of its own */
		for (int i = 0; piece[i] != 0; i++)
			characters += (piece[i] & 0xfc00) != 0xdc00;
		if (result == SQL_SUCCESS)
			break;
	}
	return characters;
}

/* Reads a value as what its column is, and adds it up. */
static void
add_value(SQLHSTMT statement, SQLUSMALLINT number, Column *column)
{
	union
	{
		SQLBIGINT	integer;
		SQLDOUBLE	real;
		SQLCHAR		bit;
		SQL_DATE_STRUCT day;
		SQL_TIMESTAMP_STRUCT time;
		char		digits[NAME_SIZE];
	}			value;
	SQLLEN		length;
	SQLSMALLINT wanted = SQL_C_SBIGINT;

	memset(&value, 0, sizeof(value));
	if (strcmp(column->type, "text") == 0)
	{
		long long	characters = read_text(statement, number);

		column->values += characters >= 0;
		column->sum += characters > 0 ? characters : 0;
		return;
	}
	if (strcmp(column->type, "double precision") == 0)
		wanted = SQL_C_DOUBLE;
	else if (strcmp(column->type, "boolean") == 0)
		wanted = SQL_C_BIT;
	else if (strcmp(column->type, "date") == 0)
		wanted = SQL_C_TYPE_DATE;
	else if (strncmp(column->type, "timestamp", 9) == 0)
		wanted = SQL_C_TYPE_TIMESTAMP;
	else if (strncmp(column->type, "numeric", 7) == 0)
		wanted = SQL_C_CHAR;

	check_statement(SQLGetData(statement, number, wanted, &value,
							   sizeof(value), &length),
					statement, "SQLGetData");
	if (length == SQL_NULL_DATA)
		return;
	column->values++;
	if (wanted == SQL_C_DOUBLE)
		column->sum += (long long) (value.real * 1000);
	else if (wanted == SQL_C_BIT)
		column->sum += value.bit;
	else if (wanted == SQL_C_TYPE_DATE)
		column->sum += value.day.year * 10000LL + value.day.month * 100 +
			value.day.day;
	else if (wanted == SQL_C_TYPE_TIMESTAMP)
		column->sum += (value.time.year * 10000LL + value.time.month * 100 +
						value.time.day) * 1000000 + value.time.hour * 10000 +
			value.time.minute * 100 + value.time.second;
	else if (wanted == SQL_C_CHAR)
	{
		char	   *point = strchr(value.digits, '.');

		if (point != NULL)
			memmove(point, point + 1, strlen(point));
		column->sum += strtoll(value.digits, NULL, 10);
	}
	else
		column->sum += value.integer;
}

/* The result must be of the columns and types that the catalog promised. */
static void
compare_types(SQLHSTMT statement, Column *columns, int count)
{
	SQLSMALLINT found;

	check_statement(SQLNumResultCols(statement, &found), statement,
					"SQLNumResultCols");
	if (found != count)
		printf("%d columns, but %d in the catalog\n", (int) found, count);
	for (int i = 0; i < count && i < found; i++)
	{
		SQLCHAR		name[NAME_SIZE];
		SQLSMALLINT length;
		SQLSMALLINT type;
		SQLULEN		size;
		SQLSMALLINT digits;
		SQLSMALLINT nullable;
		char		type_name[NAME_SIZE];

		check_statement(SQLDescribeCol(statement, (SQLUSMALLINT) (i + 1),
									   name, sizeof(name), &length, &type,
									   &size, &digits, &nullable),
						statement, "SQLDescribeCol");
		name_type(type_name, type, (long) size, digits);
		if (strcmp((char *) name, columns[i].name) != 0 ||
			strcmp(type_name, columns[i].type) != 0)
			printf("%s is a %s, but %s in the catalog\n", (char *) name,
				   type_name, columns[i].type);
	}
}

/* Reads a view to its end, and prints what was found. */
static void
read_view(const char *schema, const char *view)
{
	static Column columns[MAX_COLUMNS];
	SQLHSTMT	statement = new_statement();
	char		query[3 * NAME_SIZE];
	int			count = describe(schema, view, columns);
	long		rows = 0;

	snprintf(query, sizeof(query), "SELECT * FROM \"%s\".\"%s\"", schema,
			 view);
	check_statement(SQLExecDirect(statement, (SQLCHAR *) query, SQL_NTS),
					statement, query);
	compare_types(statement, columns, count);
	while (SQL_SUCCEEDED(SQLFetch(statement)))
	{
		rows++;
		for (int i = 0; i < count; i++)
			add_value(statement, (SQLUSMALLINT) (i + 1), &columns[i]);
	}
	SQLFreeHandle(SQL_HANDLE_STMT, statement);

	printf("%s|rows|%ld\n", view, rows);
	for (int i = 0; i < count; i++)
		printf("%s|%s|%s|%lld|%lld|%s\n", view, columns[i].name,
			   columns[i].type, columns[i].values, columns[i].sum,
			   columns[i].comment);
}

/* Rows of a function that tools pass dates to, as parameters. */
static void
read_period(const char *schema)
{
	SQLHSTMT	statement = new_statement();
	SQL_DATE_STRUCT from = {2025, 4, 1};
	SQL_DATE_STRUCT until = {2025, 6, 30};
	long		rows = 0;

	bind_text(statement, 1, schema);
	check_statement(SQLBindParameter(statement, 2, SQL_PARAM_INPUT,
									 SQL_C_TYPE_DATE, SQL_TYPE_DATE, 10, 0,
									 &from, sizeof(from), NULL),
					statement, "SQLBindParameter");
	check_statement(SQLBindParameter(statement, 3, SQL_PARAM_INPUT,
									 SQL_C_TYPE_DATE, SQL_TYPE_DATE, 10, 0,
									 &until, sizeof(until), NULL),
					statement, "SQLBindParameter");
	check_statement(SQLExecDirect(statement, (SQLCHAR *) "SELECT * FROM "
								  "sales_marketing.activities_by_function("
								  "?, ?, ?)", SQL_NTS),
					statement, "activities_by_function");
	while (SQL_SUCCEEDED(SQLFetch(statement)))
		rows++;
	SQLFreeHandle(SQL_HANDLE_STMT, statement);
	printf("activities_by_function|rows|%ld\n", rows);
}

int
main(int argc, char **argv)
{
	static char views[MAX_COLUMNS][NAME_SIZE];
	SQLHSTMT	statement;
	int			count = 0;

	if (argc != 3)
	{
		fputs("usage: odbc_client CONNECTION_STRING SCHEMA\n", stderr);
		return 2;
	}
	SQLAllocHandle(SQL_HANDLE_ENV, SQL_NULL_HANDLE, &environment);
	SQLSetEnvAttr(environment, SQL_ATTR_ODBC_VERSION,
				  (SQLPOINTER) SQL_OV_ODBC3, 0);
	SQLAllocHandle(SQL_HANDLE_DBC, environment, &connection);
	check(SQLDriverConnect(connection, NULL, (SQLCHAR *) argv[1], SQL_NTS,
						   NULL, 0, NULL, SQL_DRIVER_NOPROMPT),
		  SQL_HANDLE_DBC, connection, "SQLDriverConnect");

	statement = new_statement();
	check_statement(SQLTables(statement, NULL, 0, (SQLCHAR *) argv[2],
							  SQL_NTS, NULL, 0, (SQLCHAR *) "VIEW", SQL_NTS),
					statement, "SQLTables");
	while (count < MAX_COLUMNS && SQL_SUCCEEDED(SQLFetch(statement)))
	{
		get_text(statement, 3, views[count], NAME_SIZE);
		/* feeds are views too */
		count += strstr(views[count], "_feed") == NULL;
	}
	SQLFreeHandle(SQL_HANDLE_STMT, statement);

	for (int i = 0; i < count; i++)
		read_view(argv[2], views[i]);
	read_period(argv[2]);
	SQLDisconnect(connection);
	SQLFreeHandle(SQL_HANDLE_DBC, connection);
	SQLFreeHandle(SQL_HANDLE_ENV, environment);
	return 0;
}
