--
-- Business calendars: days and hours.
--
SET search_path = public, sales_marketing;
SET datestyle = 'ISO, YMD';

-- written in any way, read in one
SELECT written, written::business_calendar AS calendar FROM (VALUES
	('Monday-Friday 9:00-17:30 europe/berlin'),
	('mon,tue,wed,thu,fri 00:00-24:00 UTC'),
	('sun-thu except 2026-09-12 2026-09-13 2026-09-14'),
	('mon-fri Europe/Berlin except 2026-12-28..2027-01-01 2026-12-25')
) v(written);

SELECT d AS day, is_business_day(d) AS usual,
	   is_business_day(d, 'mon-fri except 2026-12-25') AS christmas,
	   is_business_day(d, 'sun-thu') AS sunday_to_thursday
FROM unnest('{2026-12-24,2026-12-25,2026-12-26,2026-12-27}'::date[]) d;

SELECT add_business_days('2026-12-23', 3) AS usual,
	   add_business_days('2026-12-23', 3, 'mon-fri except 2026-12-25') AS later,
	   add_business_days('2026-12-26', -1) AS back,
	   add_business_days('2026-12-26', 0) AS still;

SELECT business_days('2026-12-23', '2026-12-28') AS forth,
	   business_days('2026-12-28', '2026-12-23') AS back,
	   business_days('2026-12-26', '2026-12-27') AS weekend;

-- a lead that came on Friday evening and was taken on Monday morning
SELECT business_hours('2026-03-27 16:00+01', '2026-03-30 10:00+02',
					  'mon-fri 09:00-17:30 Europe/Berlin') AS open,
	   business_hours('2026-03-27 16:00+01', '2026-03-30 10:00+02',
					  'mon-sun Europe/Berlin') AS around_the_clock,
	   business_hours('2026-03-27 16:00+01', '2026-03-30 10:00+02') AS usual,
	   business_hours('2026-03-30 10:00+02', '2026-03-27 16:00+01',
					  'mon-fri 09:00-17:30 Europe/Berlin') AS back;
