/*
 * JdbcClient.java
 *		Reads every view of a schema's reports through JDBC, as most BI
 *		servers do, and prints a line for each column: what the driver says
 *		it is, and what came out of it.
 *
 *		java JdbcClient.java URL SCHEMA
 *
 * The lines are those of odbc_client.c.
 */
import java.math.BigDecimal;
import java.sql.*;
import java.time.*;
import java.util.*;

public class JdbcClient
{
	/* A column, and what has been read of it. */
	static class Column
	{
		String		name;
		String		comment;
		String		type;
		long		values;
		long		sum;
	}

	/* The type of PostgreSQL that one of JDBC stands for, or its number. */
	static String nameType(int type, String name, int size, int digits)
	{
		switch (type)
		{
			case Types.VARCHAR:
				return name.equals("text") ? "text" : name;
			case Types.INTEGER:
				return "integer";
			case Types.BIGINT:
				return "bigint";
			case Types.DOUBLE:
				return "double precision";
			case Types.NUMERIC:
				return "numeric(" + size + "," + digits + ")";
			case Types.BIT:
			case Types.BOOLEAN:
				return name.equals("bool") ? "boolean" : name;
			case Types.DATE:
				return "date";
			case Types.TIMESTAMP:
			case Types.TIMESTAMP_WITH_TIMEZONE:
				return name.equals("timestamptz") ?
					"timestamp with time zone" : name;
			default:
				return "JDBC type " + type + " " + name;
		}
	}

	/* Columns of a view as the catalog functions describe them. */
	static List<Column> describe(Connection connection, String schema,
								 String view) throws SQLException
	{
		List<Column> columns = new ArrayList<>();

		try (ResultSet row = connection.getMetaData()
				.getColumns(null, schema, view, null))
		{
			while (row.next())
			{
				Column		column = new Column();

				column.name = row.getString("COLUMN_NAME");
				column.type = nameType(row.getInt("DATA_TYPE"),
									   row.getString("TYPE_NAME"),
									   row.getInt("COLUMN_SIZE"),
									   row.getInt("DECIMAL_DIGITS"));
				column.comment = Objects.toString(row.getString("REMARKS"),
												  "");
				columns.add(column);
			}
		}
		return columns;
	}

	/* The result must be of the columns and types of the catalog. */
	static void compareTypes(ResultSetMetaData result, List<Column> columns)
		throws SQLException
	{
		if (result.getColumnCount() != columns.size())
			System.out.println(result.getColumnCount() + " columns, but " +
							   columns.size() + " in the catalog");
		for (int i = 1; i <= Math.min(result.getColumnCount(),
									  columns.size()); i++)
		{
			String		type = nameType(result.getColumnType(i),
										result.getColumnTypeName(i),
										result.getPrecision(i),
										result.getScale(i));
			Column		column = columns.get(i - 1);

			if (!column.name.equals(result.getColumnName(i)) ||
				!column.type.equals(type))
				System.out.println(result.getColumnName(i) + " is a " + type +
								   ", but " + column.type +
								   " in the catalog");
		}
	}

	static long digits(LocalDate day)
	{
		return day.getYear() * 10000L + day.getMonthValue() * 100 +
			day.getDayOfMonth();
	}

	/* A value, read as what its column is, as a number; null for null. */
	static Long read(ResultSet row, int number, String type)
		throws SQLException
	{
		if (type.startsWith("numeric"))
		{
			BigDecimal	value = row.getBigDecimal(number);

			return value == null ? null :
				(Long) value.movePointRight(2).longValueExact();
		}
		switch (type)
		{
			case "text":
				String		text = row.getString(number);

				return text == null ? null :
					(Long) (long) text.codePointCount(0, text.length());
			case "date":
				LocalDate	day = row.getObject(number, LocalDate.class);

				return day == null ? null : (Long) digits(day);
			case "timestamp with time zone":
				OffsetDateTime at = row.getObject(number,
												  OffsetDateTime.class);

				if (at == null)
					return null;
				LocalDateTime here = at.atZoneSameInstant(
					ZoneId.systemDefault()).toLocalDateTime();

				return digits(here.toLocalDate()) * 1000000 +
					here.getHour() * 10000 + here.getMinute() * 100 +
					here.getSecond();
			default:
				long		value = type.equals("double precision") ?
					(long) (row.getDouble(number) * 1000) :
					type.equals("boolean") ? (row.getBoolean(number) ? 1 : 0) :
					row.getLong(number);

				return row.wasNull() ? null : (Long) value;
		}
	}

	/* Reads a view to its end, and prints what was found. */
	static void readView(Connection connection, String schema, String view)
		throws SQLException
	{
		List<Column> columns = describe(connection, schema, view);
		long		rows = 0;

		try (PreparedStatement statement = connection.prepareStatement(
				"SELECT * FROM \"" + schema + "\".\"" + view + "\"");
			 ResultSet row = statement.executeQuery())
		{
			compareTypes(row.getMetaData(), columns);
			while (row.next())
			{
				rows++;
				for (int i = 0; i < columns.size(); i++)
				{
					Column		column = columns.get(i);
					Long		value = read(row, i + 1, column.type);

					column.values += value == null ? 0 : 1;
					column.sum += value == null ? 0 : value;
				}
			}
		}
		System.out.println(view + "|rows|" + rows);
		for (Column column : columns)
			System.out.println(String.join("|", view, column.name,
										   column.type, "" + column.values,
										   "" + column.sum, column.comment));
	}

	/* Rows of a function that tools pass dates to, as parameters. */
	static void readPeriod(Connection connection, String schema)
		throws SQLException
	{
		long		rows = 0;

		try (PreparedStatement statement = connection.prepareStatement(
				"SELECT * FROM sales_marketing.activities_by_function(?, ?, ?)"))
		{
			statement.setString(1, schema);
			statement.setObject(2, LocalDate.of(2025, 4, 1));
			statement.setObject(3, LocalDate.of(2025, 6, 30));
			try (ResultSet row = statement.executeQuery())
			{
				while (row.next())
					rows++;
			}
		}
		System.out.println("activities_by_function|rows|" + rows);
	}

	public static void main(String[] arguments) throws SQLException
	{
		String		schema = arguments[1];

		try (Connection connection = DriverManager.getConnection(arguments[0]))
		{
			List<String> views = new ArrayList<>();

			try (ResultSet row = connection.getMetaData().getTables(null,
					schema, null, new String[] {"VIEW"}))
			{
				while (row.next())
					if (!row.getString("TABLE_NAME").contains("_feed"))
						views.add(row.getString("TABLE_NAME"));
			}
			for (String view : views)
				readView(connection, schema, view);
			readPeriod(connection, schema);
		}
	}
}
