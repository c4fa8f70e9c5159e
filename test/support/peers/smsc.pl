#!/usr/bin/perl
# The codec and the sockets of an SMSC, by Net::SMPP and Encode. What it does with texts is told to it: it writes a
# line of JSON for everything that arrives and reads a line for everything it has to do.
use strict;
use warnings;
use Encode qw(decode encode);
use IO::Select;
use JSON::PP;
use Net::SMPP;

binmode STDOUT, ':raw';
$| = 1;
$SIG{PIPE} = 'IGNORE';
open STDERR, '>', '/dev/null' unless $ENV{SMSC_TALKS};

my $json = JSON::PP->new->utf8->canonical;
my ($listener, $select, %by_number, %number_of, $last);
$select = IO::Select->new(\*STDIN);
$last = 0;
my $typed = '';

my %ENCODING = (0 => 'gsm0338', 1 => 'ascii', 3 => 'iso-8859-1', 8 => 'UTF-16BE');
my %BINDS = (1 => 'receiver', 2 => 'transmitter', 9 => 'transceiver');

sub tell_line { print $json->encode($_[0]), "\n" }

sub gone {
    my ($socket) = @_;
    my $number = delete $number_of{fileno $socket};
    $select->remove($socket);
    close $socket;
    return unless defined $number;
    delete $by_number{$number};
    tell_line({ is => 'gone', connection => $number });
}

sub part_of {
    my ($pdu, $bytes) = @_;
    if ($pdu->{esm_class} & 0x40) {
        my $length = unpack 'C', $$bytes;
        my ($element, undef, $reference, $total, $sequence) = unpack 'x C C C C C', $$bytes;
        $$bytes = substr $$bytes, $length + 1;
        return { reference => $reference, total => $total, sequence => $sequence } if $element == 0;
    }
    return undef unless defined $pdu->{sar_total_segments};
    return {
        reference => unpack('n', $pdu->{sar_msg_ref_num}),
        total => unpack('C', $pdu->{sar_total_segments}),
        sequence => unpack('C', $pdu->{sar_segment_seqnum}),
    };
}

sub arrives {
    my ($socket) = @_;
    my $number = $number_of{fileno $socket};
    my $pdu = eval { $socket->read_pdu } or return gone($socket);
    my $command = $pdu->{cmd};
    my $to_us = { connection => $number, sequence => $pdu->{seq} };
    if ($BINDS{$command}) {
        tell_line({ %$to_us, is => 'bind', role => $BINDS{$command}, password => $pdu->{password} });
    } elsif ($command == 4) {
        my $bytes = $pdu->{short_message};
        $bytes = $pdu->{message_payload} if $bytes eq '' && defined $pdu->{message_payload};
        my $part = part_of($pdu, \$bytes);
        tell_line({
            %$to_us, is => 'submit', from => $pdu->{source_addr}, to => $pdu->{destination_addr},
            text => decode($ENCODING{$pdu->{data_coding}} // 'iso-8859-1', $bytes), part => $part,
            dataCoding => $pdu->{data_coding}, validity => $pdu->{validity_period},
            wantsReceipt => $pdu->{registered_delivery} == 1 ? JSON::PP::true : JSON::PP::false,
        });
    } elsif ($command == 0x15) {
        tell_line({ %$to_us, is => 'enquire' });
    } elsif ($command == 6) {
        $socket->unbind_resp(seq => $pdu->{seq});
        tell_line({ %$to_us, is => 'unbind' });
        gone($socket);
    } elsif ($command == 0x80000005 || $command == 0x80000015 || $command == 0x80000000) {
        tell_line({ %$to_us, is => 'answer', status => $pdu->{status} });
    }
}

sub listens {
    my ($order) = @_;
    $listener = Net::SMPP->new_listen('127.0.0.1', port => $order->{port}, smpp_version => 0x34)
        or return tell_line({ is => 'failed' });
    $select->add($listener);
    tell_line({ is => 'listening', port => $listener->sockport });
}

sub goes_away {
    if ($listener) { $select->remove($listener); close $listener; $listener = undef }
    gone($_) for values %by_number;
    tell_line({ is => 'away' });
}

sub does {
    my ($order) = @_;
    my $what = $order->{do};
    return listens($order) if $what eq 'listen';
    return goes_away() if $what eq 'go away';
    my $socket = $by_number{$order->{connection}} or return;
    my ($seq, $status) = ($order->{sequence}, $order->{status} // 0);
    if ($what eq 'bind') {
        my $answer = "bind_$order->{role}_resp";
        $socket->$answer(system_id => 'smsc', seq => $seq, status => $status);
    } elsif ($what eq 'submit') {
        $socket->submit_sm_resp(message_id => $order->{messageId}, seq => $seq, status => $status);
    } elsif ($what eq 'enquire') {
        $socket->enquire_link_resp(seq => $seq);
    } elsif ($what eq 'ask') {
        $socket->enquire_link(seq => $seq, async => 1);
    } elsif ($what eq 'unbind') {
        $socket->unbind(seq => $seq, async => 1);
    } elsif ($what eq 'write') {
        $socket->syswrite(pack 'H*', $order->{bytes});
    } elsif ($what eq 'cut') {
        gone($socket);
    } elsif ($what eq 'deliver') {
        my $body = defined $order->{bytes}
            ? pack('H*', $order->{bytes})
            : encode($ENCODING{$order->{dataCoding}}, $order->{text});
        # A phone may cut a character in two: a lone surrogate goes as it is.
        $body = pack 'H*', $order->{units} if $order->{dataCoding} == 8 && defined $order->{units};
        $socket->deliver_sm(
            seq => $seq, async => 1,
            source_addr => $order->{from}, source_addr_ton => $order->{fromTon}, source_addr_npi => 1,
            destination_addr => $order->{to}, esm_class => $order->{esmClass}, data_coding => $order->{dataCoding},
            short_message => pack('H*', $order->{header}) . $body,
        );
    }
}

while (1) {
    for my $ready ($select->can_read) {
        if ($ready == \*STDIN) {
            my $read = sysread STDIN, $typed, 65536, length $typed;
            exit 0 unless $read;
            while ($typed =~ s/^([^\n]*)\n//) { my $line = $1; eval { does($json->decode($line)); 1 } or warn $@ }
        } elsif ($listener && $ready == $listener) {
            my $socket = $listener->accept or next;
            ${*$socket}{$_} = ${*$listener}{$_} for keys %{*$listener};
            $socket->set_version(0x34);
            $last += 1;
            $by_number{$last} = $socket;
            $number_of{fileno $socket} = $last;
            $select->add($socket);
        } elsif (defined fileno $ready && $number_of{fileno $ready}) {
            arrives($ready);
        }
    }
}
