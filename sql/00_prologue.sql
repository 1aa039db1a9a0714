/*
 * sales_marketing: are sales and marketing one job or two, and what does it
 * cost either way?
 *
 * This script is put together from the numbered files in sql/.  It runs in
 * the fixed schema sales_marketing, which the control file names; objects are
 * made with plain CREATE and every reference is qualified.
 */

-- complain if this script is run by psql rather than by CREATE EXTENSION
\echo Use "CREATE EXTENSION sales_marketing" to load this file. \quit

GRANT USAGE ON SCHEMA sales_marketing TO PUBLIC;
