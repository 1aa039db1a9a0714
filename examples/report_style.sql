-- How the reports look; \i this first.
\set QUIET on
\set ON_ERROR_STOP on
\encoding UTF8
\pset format aligned
\pset border 1
\pset linestyle ascii
\pset footer off
\pset pager off
\pset null ''
\pset tuples_only off
\pset expanded off
SET client_min_messages = warning;
